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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    void theEncoderSaysWhatWeightDecaySpares() {
        LayerDecay decay = new LayerDecay(trunk, 1);
        Map<String, NDArray> network = new LinkedHashMap<>(trunk.trainable());
        network.put("mask_token", manager.zeros(new Shape(1, 1, 4)));
        network.put("head.weight", manager.zeros(new Shape(3, 4)));
        network.put("head.bias", manager.zeros(new Shape(3)));
        network.forEach((name, tensor) -> assertThat(decay.decays(name, tensor))
                .as(name)
                .isEqualTo(name.equals("mask_token")
                        || name.endsWith("relative_position_bias_table")
                        || name.endsWith(".weight") && !name.contains("norm")));
    }

    @Test
    void aPrefixChangesNothing() {
        List<ParameterGroup> plain = new LayerDecay(trunk, 0.5).groups(trunk.trainable());
        List<ParameterGroup> prefixed =
                new LayerDecay(trunk, 0.5, "backbone.").groups(Parameters.prefixed("backbone", trunk.trainable()));
        assertThat(prefixed).hasSameSizeAs(plain);
        for (int i = 0; i < plain.size(); i++) {
            assertThat(prefixed.get(i).learningRateScale())
                    .isEqualTo(plain.get(i).learningRateScale());
            assertThat(prefixed.get(i).parameters())
                    .isEqualTo(Parameters.prefixed("backbone", plain.get(i).parameters()));
        }
    }

    @Test
    void segmentationDecaysTokensAndPositions() {
        LayerDecay decay = LayerDecay.ofVectors(trunk, 0.5, "backbone.");
        List<ParameterGroup> groups = decay.groups(Parameters.prefixed("backbone", trunk.trainable()));
        assertThat(groups.get(0).weightDecay()).isTrue();
        assertThat(groups.get(0).parameters()).containsKeys("backbone.cls_token", "backbone.pos_embed");
        assertThat(groups.get(1).parameters()).containsOnlyKeys("backbone.patch_embed.proj.bias");
    }
}
