package io.peco4j.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.parity.Gradients;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.transformer.WeightRule;
import io.peco4j.nn.weights.Weights;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** DJL's own blocks beside ours. */
final class BlockLayerTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        GradientMode.turnOff();
        manager.close();
    }

    @Test
    void aDjlLinearComputesAndLearnsLikeOurs() {
        BlockLayer theirs = linear(1);
        Linear ours = new Linear(context(1), 3, 5, WeightRule.xavierUniform());
        Weights.copyInto(Parameters.state(ours), Parameters.state(theirs));
        NDArray x = manager.create(new float[] {1, -2, 3, 4, 5, -6}, new Shape(2, 3));
        NDArray cotangent = manager.arange(10f).reshape(2, 5);
        GradientMode.turnOn();
        for (Layer layer : new Layer[] {theirs, ours}) {
            JniUtils.backward((PtNDArray) layer.forward(x, true), (PtNDArray) cotangent, false, false);
        }
        GradientMode.turnOff();
        assertThat(theirs.forward(x, false).allClose(ours.forward(x, false))).isTrue();
        Map<String, NDArray> trainable = Parameters.trainable(theirs);
        assertThat(trainable).containsOnlyKeys("weight", "bias");
        trainable.forEach((name, parameter) -> assertThat(parameter
                        .getGradient()
                        .allClose(Gradients.named(Parameters.trainable(ours), name)
                                .getGradient()))
                .as(name)
                .isTrue());
    }

    @Test
    void initialValuesFollowTheContextsRandomness() {
        NDArray weight = Parameters.state(linear(1)).get("weight");
        assertThat(Parameters.state(linear(1)).get("weight")).isEqualTo(weight);
        assertThat(Parameters.state(linear(2)).get("weight")).isNotEqualTo(weight);
    }

    @Test
    void runningStatisticsAreBuffersAndMoveInTrainingOnly() {
        SequentialBlock block = new SequentialBlock()
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock())
                .add(BatchNorm.builder().build());
        BlockLayer layer = new BlockLayer(context(1), block, new Shape(2, 3, 4, 4), shape -> 0);
        assertThat(Parameters.trainable(layer)).containsOnlyKeys("0.gamma", "0.beta", "2.gamma", "2.beta");
        Map<String, NDArray> state = Parameters.state(layer);
        assertThat(state).hasSize(8);
        NDArray mean = Gradients.named(state, "0.runningMean");
        NDArray x = manager.ones(new Shape(2, 3, 4, 4));
        layer.forward(x, false);
        assertThat(mean.sum().getFloat()).isZero();
        layer.forward(x, true);
        assertThat(mean.sum().getFloat()).isPositive();
    }

    private BlockLayer linear(int seed) {
        return new BlockLayer(
                context(seed),
                ai.djl.nn.core.Linear.builder().setUnits(5).build(),
                new Shape(2, 3),
                shape -> 2.0 * shape.get(0) * 3 * 5);
    }

    private NetworkContext context(int seed) {
        return new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(seed));
    }
}
