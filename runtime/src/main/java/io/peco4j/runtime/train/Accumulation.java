package io.peco4j.runtime.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.Step;
import io.peco4j.nn.GradientMode;
import io.peco4j.runtime.data.LoadedBatch;
import io.peco4j.runtime.data.Portion;
import io.peco4j.runtime.data.Seed;
import io.peco4j.runtime.worker.SummationTree;
import java.util.Map;
import java.util.TreeMap;

/**
 * The gradient of an objective's mean loss over a batch, one portion after the other: each portion's loss is weighted
 * by its share of the rows, so that the sum is what one pass over the whole batch would give. The portions' gradients
 * are summed by the {@link SummationTree}, so that who computes which of them does not matter.
 *
 * @param base parent of the managers of the portions
 * @param stage seed of the stage; each portion's randomness is a function of it, the step and the portion
 */
record Accumulation(NDManager base, Seed stage) {
    /** The figure that the loss itself is. */
    static final String LOSS = "loss";

    /** What every portion needs to know: the step without its randomness. */
    record At(long step, long total, int epoch) {}

    /**
     * Adds to the gradients of the objective's parameters, which are zero.
     *
     * @param sums of the objective's gradients
     * @return means over the batch: {@value #LOSS} and the objective's own figures; the loss may be no number, in which
     *     case the portions after the one that it comes from are left out
     */
    Map<String, Double> run(Objective objective, GradientSums sums, LoadedBatch batch, At at) {
        Means means = new Means();
        sums.add(new SummationTree(batch.portions().size()).root(), i -> {
            if (means.finite()) {
                Portion portion = batch.portions().get(i);
                double share = (double) portion.size() / batch.size();
                means.add(share, pass(objective, portion, share, at, i));
            }
        });
        return means.all();
    }

    private Map<String, Double> pass(Objective objective, Portion portion, double share, At at, int number) {
        Seed seed = stage.with(at.step()).with(number);
        JniUtils.setSeed(seed.value());
        Step step = new Step(at.step(), at.total(), at.epoch(), seed.generator());
        try (NDManager manager = base.newSubManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return GradientMode.on(() -> {
                Loss loss = objective.loss(portion.on(manager), step);
                Map<String, Double> figures = read(loss);
                if (Double.isFinite(figures.getOrDefault(LOSS, Double.NaN))) {
                    NDArray weight = manager.full(loss.value().getShape(), (float) share, DataType.FLOAT32);
                    JniUtils.backward((PtNDArray) loss.value(), (PtNDArray) weight, false, false);
                }
                return figures;
            });
        }
    }

    private static Map<String, Double> read(Loss loss) {
        Map<String, Double> figures = new TreeMap<>();
        loss.metrics().forEach((name, metric) -> figures.put(name, scalar(name, metric)));
        figures.put(LOSS, scalar(LOSS, loss.value()));
        return figures;
    }

    private static double scalar(String name, NDArray array) {
        if (array.getDataType() != DataType.FLOAT32 || array.size() != 1) {
            throw new IllegalArgumentException(
                    name + " is " + array.getDataType() + " " + array.getShape() + " and not a float32 scalar");
        }
        return array.toFloatArray()[0];
    }
}
