package io.peco4j.conformance.workbench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * Gradients of a number with respect to a tensor: what the engine says, and what differences say.
 *
 * <p>Functions run with gradient mode on and give a float32 scalar; results belong to the tensor's manager. Gradient
 * mode is off afterwards.
 */
public final class Slope {
    /** Of the value: what float32 loses in a sum of thousands of numbers. */
    private static final double ROUNDING = 2e-6;

    private static final int RANDOM_DIRECTIONS = 2;

    private static final Kernel MOVE = Kernel.compile("move along a direction", """
            def forward(self, x: Tensor, direction: Tensor, step: Tensor) -> Tensor:
              return torch.add(x, torch.mul(direction, float(step)))
            """);

    private static final Kernel DOT = Kernel.compile("inner product", """
            def forward(self, x: Tensor, y: Tensor) -> Tensor:
              return torch.sum(torch.mul(torch.to(x, 7), torch.to(y, 7)))
            """);

    /** A value that depends on x, by nothing: a value without a graph has no backward pass. */
    private static final Kernel TIED = Kernel.compile("tied", """
            def forward(self, value: Tensor, x: Tensor) -> Tensor:
              return torch.add(torch.sum(value), torch.mul(torch.sum(x), 0.0))
            """);

    private Slope() {}

    /**
     * The engine's gradient; zero where the value has no graph. Whatever else gathers gradients, such as parameters,
     * gets its own.
     *
     * @param at unchanged
     */
    public static NDArray gradient(UnaryOperator<NDArray> function, NDArray at) {
        return GradientMode.on(() -> {
            NDArray leaf = at.duplicate();
            leaf.setRequiresGradient(true);
            NDArray value = TIED.apply(function.apply(leaf), leaf);
            NDArray one = value.getManager().ones(value.getShape(), DataType.FLOAT32);
            JniUtils.backward((PtNDArray) value, (PtNDArray) one, false, false);
            return leaf.getGradient();
        });
    }

    /**
     * Where gradient and central differences disagree: along the gradient itself, and along random directions.
     *
     * @param at where both are taken
     * @param seed of the directions
     * @param step how far a point moves along a direction whose numbers lie in [-1, 1]
     * @param tolerance share of a slope by which they may differ
     * @return a line for each direction; empty if they agree
     */
    public static List<String> contradictions(
            UnaryOperator<NDArray> function, NDArray at, long seed, double step, double tolerance) {
        NDArray gradient = gradient(function, at);
        List<String> found = new ArrayList<>();
        double largest = gradient.abs().max().getFloat();
        if (largest > 0) {
            contradiction("the gradient", function, at, gradient, gradient.div(largest), step, tolerance, found);
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < RANDOM_DIRECTIONS; i++) {
            contradiction("a random direction", function, at, gradient, direction(at, random), step, tolerance, found);
        }
        return found;
    }

    private static void contradiction(
            String name,
            UnaryOperator<NDArray> function,
            NDArray at,
            NDArray gradient,
            NDArray direction,
            double step,
            double tolerance,
            List<String> found) {
        double expected = dot(gradient, direction);
        double above = value(function, moved(at, direction, step));
        double below = value(function, moved(at, direction, -step));
        double measured = (above - below) / (2 * step);
        double typical = Math.sqrt(dot(gradient, gradient) * dot(direction, direction) / at.size());
        double allowed = tolerance * (Math.abs(expected) + typical) + ROUNDING * Math.abs(above) / step;
        if (!(Math.abs(expected - measured) <= allowed)) {
            found.add(
                    String.format(Locale.ROOT, "along %s: gradient %.4g, differences %.4g", name, expected, measured));
        }
    }

    private static double value(UnaryOperator<NDArray> function, NDArray at) {
        return GradientMode.on(() -> {
            NDArray leaf = at.duplicate();
            leaf.setRequiresGradient(true);
            return function.apply(leaf).toFloatArray()[0];
        });
    }

    private static NDArray direction(NDArray at, SplittableRandom random) {
        float[] numbers = new float[(int) at.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
        }
        return Tensors.of(at.getManager(), numbers, at.getShape());
    }

    private static NDArray moved(NDArray at, NDArray direction, double step) {
        return MOVE.apply(at, direction, Tensors.of(at.getManager(), step));
    }

    private static double dot(NDArray x, NDArray y) {
        return DOT.apply(x, y).getDouble();
    }
}
