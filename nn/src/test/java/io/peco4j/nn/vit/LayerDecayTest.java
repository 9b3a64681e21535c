package io.peco4j.nn.vit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.transformer.BlockShape;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LayerDecayTest {
    private final NDManager manager = NDManager.newBaseManager();
    private final VisionTransformer trunk = new VisionTransformer(
            new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1)),
            new VitConfig(
                    16,
                    8,
                    4,
                    BlockShape.plain(16, 2),
                    Positions.LEARNED,
                    RelativeBias.PER_BLOCK,
                    0,
                    Start.BEIT,
                    false,
                    Normalisation.IMAGENET));

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void withoutDecayThereAreTwoGroupsAtTheFullRate() {
        List<ParameterGroup> groups = new LayerDecay(trunk, 1).groups(trunk.trainable());
        assertThat(groups).extracting(ParameterGroup::weightDecay).containsExactly(true, false);
        assertThat(groups).extracting(ParameterGroup::learningRateScale).containsOnly(1.0);
    }

    @Test
    void tokensAndPositionsOfAllKindsAreSpared() {
        NDArray token = manager.zeros(new Shape(1, 1, 4));
        for (String name : List.of("cls_token", "dist_token", "pos_embed", "time_embed")) {
            assertThat(LayerDecay.decays(name, token)).as(name).isFalse();
        }
        assertThat(LayerDecay.decays("mask_token", token)).isTrue();
    }

    @Test
    void aPrefixChangesNoScaleButTheExceptionsFromWeightDecay() {
        List<ParameterGroup> plain = new LayerDecay(trunk, 0.5).groups(trunk.trainable());
        List<ParameterGroup> prefixed =
                new LayerDecay(trunk, 0.5, "backbone.").groups(Parameters.prefixed("backbone", trunk.trainable()));
        assertThat(prefixed)
                .extracting(ParameterGroup::learningRateScale)
                .containsExactlyElementsOf(
                        plain.stream().map(ParameterGroup::learningRateScale).toList());
        assertThat(plain.get(0).parameters()).doesNotContainKeys("cls_token", "pos_embed");
        assertThat(prefixed.get(0).parameters()).containsKeys("backbone.cls_token", "backbone.pos_embed");
    }
}
