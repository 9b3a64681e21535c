package io.peco4j.nn.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.parity.Gradients;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TransformerBlockTest {
    private static final Shape TOKENS = new Shape(3, 10, 32);

    private final NDManager manager = NDManager.newBaseManager();

    @BeforeEach
    void evaluation() {
        GradientMode.turnOff();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** A block, and whether it has relative positions of its own. */
    record Variant(BlockShape shape, boolean relative) {}

    static Stream<Variant> variants() {
        return Stream.of(
                new Variant(BlockShape.plain(32, 4), false),
                new Variant(new BlockShape(32, 4, 8, 64, QkvBias.QUERY_VALUE, 0.1), true),
                new Variant(new BlockShape(32, 2, 10, 48, QkvBias.FUSED, 0.5), false),
                new Variant(new BlockShape(32, 2, 10, 48, QkvBias.QUERY_VALUE, 0), false),
                new Variant(new BlockShape(32, 4, 8, 32, QkvBias.NONE, 0), true));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void oneKernelEqualsItsLayersOneByOne(Variant variant) {
        TransformerBlock block = block(variant, Precision.FLOAT32, 0);
        NDArray x = normal(TOKENS);
        NDArray cotangent = normal(TOKENS);
        NDArray whole = Gradients.backward(() -> block.forward(x, true), cotangent);
        Map<String, NDArray> gradients = gradients(block, x);
        NDArray composed = Gradients.backward(() -> block.composed(x, null), cotangent);

        assertThat(Gradients.relativeError(whole, composed)).isLessThan(1e-6);
        gradients(block, x)
                .forEach((name, expected) -> assertThat(
                                Gradients.relativeError(Gradients.named(gradients, name), expected))
                        .as(name)
                        .isLessThan(1e-5));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void bfloat16IsWithinTwoPercentOfFloat32(Variant variant) {
        TransformerBlock exact = block(variant, Precision.FLOAT32, 0);
        TransformerBlock half = block(variant, Precision.BFLOAT16, 0);
        copy(exact, half);
        NDArray x = normal(TOKENS);
        NDArray cotangent = normal(TOKENS);
        NDArray expected = Gradients.backward(() -> exact.forward(x, true), cotangent);
        Map<String, NDArray> gradients = gradients(exact, x);
        NDArray found = Gradients.backward(() -> half.forward(x, true), cotangent);

        assertThat(Gradients.relativeError(found, expected)).isBetween(1e-6, 0.02);
        gradients(half, x)
                .forEach((name, gradient) -> assertThat(
                                Gradients.relativeError(gradient, Gradients.named(gradients, name)))
                        .as(name)
                        .isLessThan(0.02));
    }

    /** Richardson's extrapolation of two central differences along a random direction of all parameters at once. */
    @ParameterizedTest
    @MethodSource("variants")
    void gradientsAreFiniteDifferences(Variant variant) {
        TransformerBlock block = block(variant, Precision.FLOAT32, 0);
        NDArray x = normal(TOKENS);
        NDArray cotangent = normal(TOKENS);
        Gradients.backward(() -> block.forward(x, true), cotangent);
        Map<String, NDArray> gradients = gradients(block, x);
        Map<String, NDArray> moved = new LinkedHashMap<>(Parameters.trainable(block));
        moved.put("x", x);
        moved.forEach((name, parameter) -> {
            NDArray gradient = Gradients.named(gradients, name);
            double size = Math.sqrt(gradient.square().sum().getFloat());
            // Along the gradient the slope is its norm, far above the rounding of the sum.
            NDArray direction = gradient.div((float) size);
            float step = (float) (0.02 * Math.max(1, Math.sqrt(parameter.size()) / 8));
            double slope = slope(block, x, cotangent, parameter, direction, step);
            assertThat(slope).as(name).isCloseTo(size, within(0.01 * size + 1e-3));
        });
    }

    @Test
    void dropPathDropsWholeSamplesAndKeepsTheMean() {
        TransformerBlock block = block(new Variant(BlockShape.plain(32, 4), false), Precision.FLOAT32, 0.25);
        NDArray x = normal(new Shape(1, 4, 32)).repeat(0, 4000);
        NDArray branches = block.composed(x, null).sub(x);
        NDArray change = block.forward(x, true).sub(x);
        NDArray untouched = change.abs().sum(new int[] {1, 2}).eq(0);

        // A sample is untouched if it drops both branches.
        double share = untouched.toType(DataType.FLOAT32, false).mean().getFloat();
        assertThat(share).isCloseTo(0.0625, within(0.015));
        assertThat(block.forward(x, false)).isEqualTo(block.forward(x, false));
        assertThat(Gradients.relativeError(block.forward(x, false).sub(x), branches))
                .isLessThan(1e-5);
        assertThat(Gradients.relativeError(change.mean(new int[] {0}), branches.mean(new int[] {0})))
                .isLessThan(0.1);
    }

    @Test
    void longSequencesInBfloat16UseTheFusedOperatorWithTheSameResult() {
        Variant variant = new Variant(BlockShape.plain(32, 4), false);
        TransformerBlock exact = block(variant, Precision.FLOAT32, 0);
        TransformerBlock half = block(variant, Precision.BFLOAT16, 0);
        copy(exact, half);
        NDArray x = normal(new Shape(1, 520, 32));
        assertThat(Gradients.relativeError(half.forward(x, false), exact.forward(x, false)))
                .isLessThan(0.02);
    }

    private TransformerBlock block(Variant variant, Precision precision, double dropPath) {
        StandaloneContext context = new StandaloneContext(manager, precision, new SplittableRandom(1));
        @Nullable RelativePositions positions = variant.relative() ? new RelativePositions(manager, 3, 3) : null;
        BlockKernel kernel = new BlockKernel(variant.shape(), variant.relative(), precision);
        WeightRule rule = WeightRule.truncatedNormal(0.2, 0.4);
        TransformerBlock block =
                new TransformerBlock(context, variant.shape(), kernel, BlockStart.of(rule), positions, dropPath);
        // Norms, biases and tables start at constants that would hide mistakes.
        Parameters.trainable(block)
                .values()
                .forEach(array -> array.addi(normal(array.getShape()).mul(0.1f)));
        return block;
    }

    private static void copy(TransformerBlock from, TransformerBlock to) {
        Map<String, NDArray> source = Parameters.state(from);
        Parameters.state(to).forEach((name, array) -> array.muli(0).addi(Gradients.named(source, name)));
    }

    private static Map<String, NDArray> gradients(TransformerBlock block, NDArray x) {
        Map<String, NDArray> found = new LinkedHashMap<>();
        Parameters.trainable(block).forEach((name, array) -> found.put(name, Gradients.take(array)));
        found.put("x", Gradients.take(x));
        return found;
    }

    private static double slope(
            TransformerBlock block, NDArray x, NDArray cotangent, NDArray parameter, NDArray direction, float step) {
        double far = difference(block, x, cotangent, parameter, direction, step);
        double near = difference(block, x, cotangent, parameter, direction, step / 2);
        return (4 * near - far) / 3;
    }

    private static double difference(
            TransformerBlock block, NDArray x, NDArray cotangent, NDArray parameter, NDArray direction, float step) {
        NDArray saved = parameter.duplicate();
        parameter.addi(direction.mul(step));
        double above = dot(block.forward(x, false), cotangent);
        parameter.muli(0).addi(saved).subi(direction.mul(step));
        double below = dot(block.forward(x, false), cotangent);
        parameter.muli(0).addi(saved);
        return (above - below) / (2.0 * step);
    }

    /** In double precision on this side, so that the difference of two sums is not all rounding. */
    private static double dot(NDArray a, NDArray b) {
        float[] left = a.toFloatArray();
        float[] right = b.toFloatArray();
        return LongStream.range(0, left.length)
                .mapToDouble(i -> (double) left[(int) i] * right[(int) i])
                .sum();
    }

    private NDArray normal(Shape shape) {
        NDArray array = manager.randomNormal(0, 1, shape, DataType.FLOAT32);
        array.setRequiresGradient(true);
        return array;
    }
}
