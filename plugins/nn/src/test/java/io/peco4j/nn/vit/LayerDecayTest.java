package io.peco4j.nn.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.parity.ParityCase;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.LayerNorm;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.transformer.QkvBias;
import io.peco4j.nn.transformer.WeightRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LayerDecayTest {
    private final NDManager manager = NDManager.newBaseManager();
    private final StandaloneContext context =
            new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1));

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void scalesAndWeightDecaysAreThoseOfBeit() {
        ParityCase reference = ParityCase.load(manager, "beit_layer_decay");
        VisionTransformer trunk = trunk();
        Map<String, NDArray> trainable = new LinkedHashMap<>(trunk.trainable());
        trainable.keySet().removeIf(name -> name.startsWith("norm."));
        trainable.putAll(Parameters.prefixed("fc_norm", Parameters.trainable(new LayerNorm(context, 16))));
        trainable.putAll(Parameters.prefixed(
                "head", Parameters.trainable(new Linear(context, 16, 3, WeightRule.xavierUniform()))));
        List<ParameterGroup> groups = new LayerDecay(trunk, 0.65).groups(trainable);
        Map<String, ParameterGroup> groupOf = new LinkedHashMap<>();
        groups.forEach(group -> group.parameters().keySet().forEach(name -> groupOf.put(name, group)));

        assertThat(groupOf.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        reference.under("out.lr_scale.").keySet());
        groupOf.forEach((name, group) -> {
            assertThat(group.learningRateScale())
                    .as(name)
                    .isCloseTo(reference.get("out.lr_scale." + name).getFloat(), within(1e-6));
            assertThat(group.weightDecay())
                    .as(name)
                    .isEqualTo(reference.get("out.weight_decay." + name).getFloat() > 0);
        });
        reference
                .under("out.probe.")
                .forEach((name, layer) ->
                        assertThat((long) trunk.layerOf(name)).as(name).isEqualTo(layer.getLong()));
    }

    @Test
    void withoutDecayThereAreTwoGroupsAtTheFullRate() {
        VisionTransformer trunk = trunk();
        List<ParameterGroup> groups = new LayerDecay(trunk, 1).groups(trunk.trainable());
        assertThat(groups).extracting(ParameterGroup::weightDecay).containsExactly(true, false);
        assertThat(groups).extracting(ParameterGroup::learningRateScale).containsOnly(1.0);
    }

    private VisionTransformer trunk() {
        BlockShape block = new BlockShape(16, 2, 8, 32, QkvBias.QUERY_VALUE, 0.1);
        return new VisionTransformer(
                context,
                new VitConfig(
                        16,
                        8,
                        4,
                        block,
                        Positions.LEARNED,
                        RelativeBias.PER_BLOCK,
                        0,
                        Start.BEIT,
                        false,
                        Normalisation.IMAGENET));
    }
}
