package io.peco4j.runtime.train;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.ForwardingLearner;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.LocalSteps;
import io.peco4j.api.train.PassState;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What local steps ask of a learner and of its batch; known before anything is trained. */
public final class LocalStepsCheck {
    private static final int SHOWN = 3;

    private LocalStepsCheck() {}

    /**
     * Passes whatever takes no local steps.
     *
     * @param batch images of a step
     * @throws InvalidInputException PECO-522 if the learner has anything besides weights that moves from step to step;
     *     PECO-523 if the batch does not divide among the virtual workers
     */
    public static void check(Learner learner, int batch) {
        LocalSteps local = learner.recipe().local();
        if (local.apart()) {
            checkState(learner);
            checkBatch(learner.recipe(), local.sharers(), batch);
        }
    }

    /**
     * Virtual workers have weights and moments of their own, and would share what else there is: a codebook's counts,
     * running statistics, a teacher.
     */
    private static void checkState(Learner learner) {
        PassState passes = learner.passState();
        if (!passes.sums().isEmpty() || !passes.sequence().isEmpty()) {
            throw refused("its passes gather "
                    + (passes.sums().isEmpty() ? "running statistics" : "counts and sums")
                    + ", as for a batch norm, a centre or a codebook by moving averages");
        }
        Set<NDArray> trained = Collections.newSetFromMap(new IdentityHashMap<>());
        trained.addAll(trained(learner).values());
        List<String> rest = new TreeMap<>(learner.state())
                .entrySet().stream()
                        .filter(entry -> !trained.contains(entry.getValue()))
                        .map(Map.Entry::getKey)
                        .toList();
        if (!rest.isEmpty() && hasHook(learner)) {
            throw refused("after each step it moves what no gradient trains, a teacher or a moving average: "
                    + String.join(", ", rest.stream().limit(SHOWN).toList()) + (rest.size() > SHOWN ? ", ..." : ""));
        }
    }

    private static InvalidInputException refused(String because) {
        return new InvalidInputException(new Problem(
                "PECO-522",
                "this training needs every step of the whole batch: " + because,
                "every",
                "leave out every and virtual-workers; several workers can share out its micro-batches (--workers)"));
    }

    /** Tensors beside the trained ones are constants where there is none. */
    private static boolean hasHook(Learner learner) {
        try {
            Class<?> by = learner.getClass().getMethod("afterStep", Step.class).getDeclaringClass();
            return by == ForwardingLearner.class && learner instanceof ForwardingLearner wrapper
                    ? hasHook(wrapper.learner())
                    : by != Learner.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void checkBatch(Recipe recipe, int sharers, int batch) {
        int share = batch / sharers;
        if (batch % sharers != 0) {
            throw new InvalidInputException(new Problem(
                    "PECO-523",
                    "a batch of " + batch + " does not divide among " + sharers + " virtual workers",
                    "virtual-workers",
                    "a batch that is a multiple of virtual-workers, and no more examples than the training split has"));
        }
        if (share % recipe.pass(batch) != 0) {
            throw new InvalidInputException(new Problem(
                    "PECO-523",
                    "each of " + sharers + " virtual workers has " + share + " of a batch of " + batch
                            + " images, which micro-batches of " + recipe.microBatch() + " do not divide",
                    "micro-batch",
                    "a micro-batch that divides batch / virtual-workers, or 0 for all of it at once"));
        }
    }

    /** The trained tensors by their names in the learner's state, in the order of names, each once. */
    static Map<String, NDArray> trained(Learner learner) {
        Set<NDArray> left = Collections.newSetFromMap(new IdentityHashMap<>());
        learner.objectives().stream()
                .flatMap(objective -> objective.groups().stream())
                .forEach(group -> left.addAll(group.parameters().values()));
        Map<String, NDArray> found = new TreeMap<>();
        new TreeMap<>(learner.state()).forEach((name, tensor) -> {
            if (left.remove(tensor)) {
                found.put(name, tensor);
            }
        });
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(
                    left.size() + " tensors that objectives train are not in the learner's state");
        }
        return found;
    }
}
