package io.peco4j.tasks.probe;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Multinomial logistic regression with L2 penalty, fitted to the whole training set at once by L-BFGS (Nocedal and
 * Wright 2006, algorithm 7.5): deterministic, and without a learning rate that a comparison could hinge on.
 */
final class LogisticRegression {
    private static final int MEMORY = 10;
    private static final int MOST_HALVINGS = 20;
    private static final double SUFFICIENT = 1e-4;
    private static final double CONVERGED = 1e-4;

    private final NDArray inputs;
    private final NDArray targets;
    private final double penalty;
    private final long rows;

    /**
     * A problem to fit.
     *
     * @param inputs float32 (n, D), standardised; a column of ones is not needed
     * @param labels int64 (n)
     * @param penalty half the weight of the squared norm of the weights, the bias included
     */
    private LogisticRegression(NDArray inputs, NDArray labels, int classes, double penalty) {
        this.rows = inputs.getShape().get(0);
        this.inputs = inputs.concat(inputs.getManager().ones(new Shape(rows, 1)), 1);
        this.targets = labels.oneHot(classes, DataType.FLOAT32);
        this.penalty = penalty;
    }

    /**
     * Fits.
     *
     * @param manager owns the result
     * @return float32 (D + 1, classes); the last row is the bias
     */
    static NDArray fit(NDArray inputs, NDArray labels, int classes, double penalty, int iterations, NDManager manager) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray weights = new LogisticRegression(inputs, labels, classes, penalty).minimise(classes, iterations);
            weights.attach(manager);
            NDScope.unregister(weights);
            return weights;
        }
    }

    /** One score per class: float32 (n, classes). */
    static NDArray scores(NDArray inputs, NDArray weights) {
        long width = inputs.getShape().get(1);
        return inputs.matMul(weights.get(new NDIndex("0:" + width)))
                .addi(weights.get(new NDIndex(Long.toString(width))));
    }

    private NDArray minimise(int classes, int iterations) {
        NDArray weights = inputs.getManager().zeros(new Shape(inputs.getShape().get(1), classes));
        Point here = at(weights);
        Deque<Step> memory = new ArrayDeque<>();
        for (int i = 0; i < iterations && norm(here.gradient) > CONVERGED; i++) {
            NDArray direction = direction(here.gradient, memory);
            Point next = search(here, direction, memory.isEmpty() ? Math.min(1, 1 / norm(here.gradient)) : 1);
            if (next == here) {
                break;
            }
            Step step = new Step(next.weights.sub(here.weights), next.gradient.sub(here.gradient));
            if (step.curvature() > 0) {
                memory.addLast(step);
                if (memory.size() > MEMORY) {
                    memory.removeFirst();
                }
            }
            here = next;
        }
        return here.weights;
    }

    /** The two-loop recursion. */
    private static NDArray direction(NDArray gradient, Deque<Step> memory) {
        NDArray result = gradient.neg();
        List<Step> newestFirst = new ArrayList<>();
        memory.descendingIterator().forEachRemaining(newestFirst::add);
        double[] factors = new double[newestFirst.size()];
        for (int i = 0; i < factors.length; i++) {
            Step step = newestFirst.get(i);
            factors[i] = dot(step.move, result) / step.curvature();
            result = result.sub(step.change.mul(factors[i]));
        }
        if (!newestFirst.isEmpty()) {
            Step newest = newestFirst.get(0);
            result = result.mul(newest.curvature() / dot(newest.change, newest.change));
        }
        for (int i = factors.length - 1; i >= 0; i--) {
            Step step = newestFirst.get(i);
            result = result.add(step.move.mul(factors[i] - dot(step.change, result) / step.curvature()));
        }
        return result;
    }

    /** Halves the step until it lowers the loss enough; the same point if it never does. */
    private Point search(Point from, NDArray direction, double first) {
        double slope = dot(from.gradient, direction);
        double length = first;
        for (int i = 0; i < MOST_HALVINGS; i++) {
            Point to = at(from.weights.add(direction.mul(length)));
            if (to.loss <= from.loss + SUFFICIENT * length * slope) {
                return to;
            }
            length /= 2;
        }
        return from;
    }

    private Point at(NDArray weights) {
        NDArray logProbabilities = inputs.matMul(weights).logSoftmax(1);
        double loss = -dot(logProbabilities, targets) / rows + penalty / 2 * dot(weights, weights);
        NDArray residual = logProbabilities.exp().subi(targets);
        NDArray gradient =
                inputs.transpose().matMul(residual).divi((float) rows).addi(weights.mul(penalty));
        return new Point(weights, loss, gradient);
    }

    private static double dot(NDArray left, NDArray right) {
        return left.mul(right).sum().getFloat();
    }

    private static double norm(NDArray vector) {
        return Math.sqrt(dot(vector, vector));
    }

    private record Point(NDArray weights, double loss, NDArray gradient) {}

    private record Step(NDArray move, NDArray change, double curvature) {
        Step(NDArray move, NDArray change) {
            this(move, change, dot(move, change));
        }
    }
}
