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
import io.peco4j.runtime.data.Portion;
import io.peco4j.runtime.data.Seed;
import io.peco4j.runtime.worker.Collective;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The gradient of an objective's mean loss over a batch, one portion after the other: each portion's loss is weighted
 * by its share of the rows, so that the sum is what one pass over the whole batch would give. The portions' gradients
 * are summed by the {@link io.peco4j.runtime.worker.SummationTree}, so that who computes which of them does not matter.
 *
 * @param base parent of the managers of the portions
 * @param stage seed of the stage; each portion's randomness is a function of it, the step and the portion
 * @param traces of what passes move one after the other
 * @param workers who compute portions
 * @param first number that the randomness of the first portion has; other than 0 for virtual workers
 */
record Accumulation(NDManager base, Seed stage, PassTraces traces, Collective workers, int first) {
    /** The figure that the loss itself is. */
    static final String LOSS = "loss";

    private static final byte[] NOTHING = {};

    /** What every portion needs to know: the step without its randomness. */
    record At(long step, long total, int epoch) {}

    /** The same of another virtual worker. */
    Accumulation from(int other) {
        return new Accumulation(base, stage, traces, workers, other);
    }

    /**
     * Adds to the gradients of the objective's parameters, which are zero, in passes that know nothing of each other.
     *
     * @param sums of the objective's gradients
     * @return means over the batch: {@value #LOSS} and the objective's own figures; the loss may be no number, in which
     *     case the portions after the one that it comes from are left out
     */
    Map<String, Double> apart(Objective objective, GradientSums sums, Share share, At at) {
        List<PortionReport> mine = new ArrayList<>();
        Means own = new Means();
        traces.begin();
        sums.add(share.nodes(), i -> {
            if (own.finite()) {
                traces.clear();
                Map<String, Double> figures = pass(objective, share, at, i);
                own.add(share.share(i), figures);
                mine.add(new PortionReport(figures, traces.taken()));
            }
        });
        List<PortionReport> all = everybodys(mine);
        Means means = means(share, all);
        if (means.finite()) {
            sums.total(share.division(), workers);
            traces.end(all.stream().map(PortionReport::trace).toList());
        }
        return means.all();
    }

    /** The same in passes that find what those before them left, by this worker alone. */
    Map<String, Double> inOrder(Objective objective, GradientSums sums, Share whole, At at) {
        List<PortionReport> all = new ArrayList<>();
        sums.ofGradientsAlone().add(whole.nodes(), i -> {
            if (means(whole, all).finite()) {
                all.add(new PortionReport(pass(objective, whole, at, i), NOTHING));
            }
        });
        return means(whole, all).all();
    }

    private List<PortionReport> everybodys(List<PortionReport> mine) {
        if (workers.rank().size() == 1) {
            return mine;
        }
        List<PortionReport> all = new ArrayList<>();
        workers.gather(PortionReport.written(mine)).forEach(given -> all.addAll(PortionReport.read(given)));
        return all;
    }

    /** In the order of the portions; whatever follows a loss that is no number does not count. */
    private static Means means(Share share, List<PortionReport> reports) {
        Means means = new Means();
        for (int i = 0; i < reports.size() && means.finite(); i++) {
            means.add(share.share(i), reports.get(i).figures());
        }
        return means;
    }

    private Map<String, Double> pass(Objective objective, Share share, At at, int number) {
        Portion portion = share.portion(number);
        Seed seed = stage.with(at.step()).with(first + number);
        JniUtils.setSeed(seed.value());
        Step step = new Step(at.step(), at.total(), at.epoch(), seed.generator());
        try (NDManager manager = base.newSubManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return GradientMode.on(() -> {
                Loss loss = objective.loss(portion.on(manager), step);
                Map<String, Double> figures = read(loss);
                if (Double.isFinite(figures.getOrDefault(LOSS, Double.NaN))) {
                    NDArray weight =
                            manager.full(loss.value().getShape(), (float) share.share(number), DataType.FLOAT32);
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
