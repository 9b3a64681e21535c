package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What a {@link ConvChain} does to a map, step by step: convolutions, norms, activations, pooling. Immutable. */
public final class ConvSteps {
    private static final ConvSteps NONE = new ConvSteps(List.of());

    private final List<Step> steps;

    /**
     * TorchScript with {@code @} for the map and {@code #0, #1, ...} for the tensors.
     *
     * @param learning what happens in training
     * @param evaluating what happens otherwise
     * @param tensors what the code reads besides the map
     */
    private record Step(
            String learning,
            String evaluating,
            List<NDArray> tensors,
            UnaryOperator<Shape> shape,
            ToDoubleFunction<Shape> flops,
            Kept kept) {
        static Step elementwise(String code, Kept kept) {
            return new Step(code, code, List.of(), UnaryOperator.identity(), shape -> 0, kept);
        }

        /** Only a batch norm does something else in training. */
        boolean needsBatch() {
            return !learning.equals(evaluating);
        }

        String code(boolean training, String variable, int first) {
            String code = (training ? learning : evaluating).replace("@", variable);
            for (int i = 0; i < tensors.size(); i++) {
                code = code.replace("#" + i, "t" + (first + i));
            }
            return code.indent(2);
        }
    }

    private ConvSteps(List<Step> steps) {
        this.steps = steps;
    }

    /** No step yet. */
    public static ConvSteps begin() {
        return NONE;
    }

    /** Then a convolution. */
    public ConvSteps convolve(Conv2d convolution) {
        String code = String.format(
                Locale.ROOT,
                "@ = self.conv2d(@, self.narrow(#0), %s, %s)",
                convolution.shape().bias() ? "self.narrow(#1)" : "None",
                convolution.shape().arguments());
        ConvShape shape = convolution.shape();
        return with(new Step(
                code, code, convolution.tensors(), shape::outputShape, shape::flops, new Kept.Convolved(convolution)));
    }

    /** Then a batch norm; its sums are float32. */
    public ConvSteps normalise(BatchNorm norm) {
        return normalise(norm.tensors(), norm.settings());
    }

    ConvSteps normalise(List<NDArray> tensors, BatchNormSettings settings) {
        String code = String.format(
                Locale.ROOT,
                "@ = torch.batch_norm(@, %s, #0, #1, %%s, %s, %s, False)",
                settings.affine() ? "#3, #4" : "None, None",
                settings.momentum(),
                settings.epsilon());
        String learning = "_0 = torch.add_(#2, 1)\n" + String.format(Locale.ROOT, code, "True");
        return with(new Step(
                learning,
                String.format(Locale.ROOT, code, "False"),
                tensors,
                UnaryOperator.identity(),
                shape -> 0,
                new Kept.Input()));
    }

    /** Then {@code max(x, 0)}. */
    public ConvSteps relu() {
        return with(Step.elementwise("@ = torch.relu(@)", new Kept.Result()));
    }

    /** Then x where it is positive and {@code slope x} elsewhere. */
    public ConvSteps leakyRelu(double slope) {
        String code = String.format(Locale.ROOT, "@ = torch.leaky_relu(@, %s)", slope);
        return with(Step.elementwise(code, new Kept.Input()));
    }

    /** Then pooling. */
    public ConvSteps pool(Pool2d pool) {
        String code = "@ = " + pool.expression("@");
        return with(new Step(code, code, List.of(), pool::outputShape, shape -> 0, new Kept.Pooled(pool)));
    }

    /**
     * Then every second pixel of every second row, between so many channels of zeros on either side: a shortcut without
     * parameters.
     */
    public ConvSteps halveAndWiden(int channels) {
        String code = String.format(
                Locale.ROOT, "@ = torch.constant_pad_nd(@[:, :, ::2, ::2], [0, 0, 0, 0, %1$d, %1$d], 0.0)", channels);
        UnaryOperator<Shape> shape =
                x -> new Shape(x.get(0), x.get(1) + 2L * channels, (x.get(2) + 1) / 2, (x.get(3) + 1) / 2);
        return with(new Step(code, code, List.of(), shape, x -> 0, new Kept.Nothing()));
    }

    /** Then the steps of another row. */
    public ConvSteps then(ConvSteps others) {
        return new ConvSteps(
                Stream.concat(steps.stream(), others.steps.stream()).toList());
    }

    private ConvSteps with(Step step) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return new ConvSteps(List.copyOf(longer));
    }

    /** Whether nothing happens. */
    boolean isEmpty() {
        return steps.isEmpty();
    }

    /** All tensors that the steps read, in the order of the kernel's arguments. */
    List<NDArray> tensors() {
        return steps.stream().flatMap(step -> step.tensors().stream()).toList();
    }

    /**
     * The body of a kernel.
     *
     * @param variable name of the map
     * @param first number of the first tensor argument, which is {@code t} and the number
     */
    String code(String variable, int first, boolean training) {
        StringBuilder text = new StringBuilder();
        int offset = first;
        for (Step step : steps) {
            text.append(step.code(training, variable, offset));
            offset += step.tensors().size();
        }
        return text.toString();
    }

    /**
     * Refuses a batch that leaves a norm one value per channel: its unbiased variance is not a number.
     *
     * @throws IllegalArgumentException naming the shape that the norm would get
     */
    void requireTrainable(Shape input) {
        Shape shape = input;
        for (Step step : steps) {
            if (step.needsBatch() && shape.size() / shape.get(1) < 2) {
                throw new IllegalArgumentException("A batch norm in training needs two values per channel, and " + input
                        + " gives it " + shape + ": take a larger batch");
            }
            shape = step.shape().apply(shape);
        }
    }

    Shape outputShape(Shape input) {
        Shape shape = input;
        for (Step step : steps) {
            shape = step.shape().apply(shape);
        }
        return shape;
    }

    double flops(Shape input) {
        double sum = 0;
        Shape shape = input;
        for (Step step : steps) {
            sum += step.flops().applyAsDouble(shape);
            shape = step.shape().apply(shape);
        }
        return sum;
    }

    /**
     * Bytes that the steps keep for the backward pass. A map that one step gives and another one reads counts once; the
     * last one counts for whoever reads it, unless nothing is trained here: then no convolution reads it for a
     * gradient.
     *
     * @param numberBytes of a number of a map
     */
    double activationBytes(Shape input, int numberBytes) {
        boolean trained = tensors().stream().anyMatch(NDArray::hasGradient);
        double sum = 0;
        Shape shape = input;
        boolean counted = false;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Shape next = step.shape().apply(shape);
            sum += step.kept().besides(shape, next, numberBytes);
            if (step.kept().input() && !counted) {
                sum += numberBytes * (double) shape.size();
            }
            counted = step.kept() instanceof Kept.Result;
            if (counted && (!trained || i < steps.size() - 1)) {
                sum += numberBytes * (double) next.size();
            }
            shape = next;
        }
        return sum;
    }

    /** Whether the first step keeps what goes in. */
    boolean keepsInput() {
        return !steps.isEmpty() && steps.get(0).kept().input();
    }
}
