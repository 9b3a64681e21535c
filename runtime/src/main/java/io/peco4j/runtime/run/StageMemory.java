package io.peco4j.runtime.run;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.LocalSteps;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.OptimizerSettings;
import io.peco4j.api.train.Precision;
import io.peco4j.runtime.worker.SummationTree;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The memory that a training takes at its peak, in bytes, beside what the program takes whatever it does.
 *
 * @param weights of trained tensors; with bfloat16 also their copies in it
 * @param gradients of the same
 * @param sums of gradients that wait while others of the same step are computed: each objective's, in steps of four or
 *     more passes
 * @param moments of the optimiser, as many for each trained tensor as it keeps; of every virtual worker
 * @param virtual weights of virtual workers, those of the last outer step, and its momentum; 0 without local steps
 * @param frozen what is not trained: teachers, tokenizers, backbones, buffers
 * @param activations what the examples of one pass keep until its backward pass, and the share of what lives shortly;
 *     NaN if the learner does not say
 */
public record StageMemory(
        double weights,
        double gradients,
        double sums,
        double moments,
        double virtual,
        double frozen,
        double activations) {
    /** Of a stage that trains nothing, or has been trained. */
    static final StageMemory NONE = new StageMemory(0, 0, 0, 0, 0, 0, 0);

    /**
     * What lives for a moment at the peak, relative to what is kept: the gradients of activations, the result of the
     * operator at work, holes in the heap. Measured: see the case {@code memory-estimates} of {@code bench}.
     */
    static final double SHORT_LIVED = 0.6;

    /** What there is once beside the weights of virtual workers: those of the last outer step, and its momentum. */
    private static final int OUTER = 2;

    /**
     * Of a learner that is made and not trained yet.
     *
     * @param held all that the stage holds
     * @param examples of one pass
     * @param passes of one step, of a virtual worker where there are any
     */
    public static StageMemory of(
            Learner learner, Collection<NDArray> held, int examples, int passes, Precision precision) {
        Set<NDArray> trained = Collections.newSetFromMap(new IdentityHashMap<>());
        learner.objectives().stream()
                .map(Objective::groups)
                .flatMap(List::stream)
                .forEach(group -> trained.addAll(group.parameters().values()));
        Set<NDArray> rest = Collections.newSetFromMap(new IdentityHashMap<>());
        rest.addAll(held);
        rest.addAll(learner.state().values());
        rest.removeAll(trained);
        double bytes = bytes(trained);
        LocalSteps local = learner.recipe().local();
        double copies = precision == Precision.BFLOAT16 ? bytes * precision.bytes() / Float.BYTES : 0;
        return new StageMemory(
                bytes + copies,
                bytes,
                new SummationTree(passes).waiting() * sum(learner.objectives()),
                local.sharers() * bytes * buffers(learner.recipe().update()),
                local.apart() ? (local.sharers() + OUTER) * bytes : 0,
                bytes(rest),
                examples * learner.activationBytesPerExample() * (1 + SHORT_LIVED));
    }

    /** Objectives sum by themselves, also what they share. */
    private static double sum(List<Objective> objectives) {
        return objectives.stream()
                .map(objective -> {
                    Set<NDArray> own = Collections.newSetFromMap(new IdentityHashMap<>());
                    objective
                            .groups()
                            .forEach(group -> own.addAll(group.parameters().values()));
                    return own;
                })
                .mapToDouble(StageMemory::bytes)
                .sum();
    }

    private static double bytes(Set<NDArray> arrays) {
        return arrays.stream()
                .mapToDouble(
                        array -> (double) array.size() * array.getDataType().getNumOfBytes())
                .sum();
    }

    private static int buffers(OptimizerSettings settings) {
        return switch (settings.optimizer()) {
            case ADAMW -> 2;
            case SGD, LARS -> 1;
        };
    }

    /** All of it; NaN if a part is unknown. */
    public double total() {
        return weights + gradients + sums + moments + virtual + frozen + activations;
    }

    /** The parts that are known, together. */
    public double known() {
        return parts().values().stream()
                .mapToDouble(Double::doubleValue)
                .filter(part -> !Double.isNaN(part))
                .sum();
    }

    /** Whether there is none to take. */
    public boolean none() {
        return equals(NONE);
    }

    /** The parts by their names, in this order; sums only where any wait, virtual workers only where there are any. */
    public Map<String, Double> parts() {
        Map<String, Double> parts = new LinkedHashMap<>();
        parts.put("weights", weights);
        parts.put("gradients", gradients);
        if (sums > 0) {
            parts.put("sums", sums);
        }
        parts.put("moments", moments);
        if (virtual > 0) {
            parts.put("virtual workers", virtual);
        }
        parts.put("frozen", frozen);
        parts.put("activations", activations);
        return parts;
    }
}
