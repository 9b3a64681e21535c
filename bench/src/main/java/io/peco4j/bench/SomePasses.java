package io.peco4j.bench;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.ForwardingLearner;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Affine;
import java.util.List;

/**
 * A learner that computes the first micro-batches of each step and says 0 to the others: the trainer, the loader and
 * all that lives from step to step are a full batch's, the time is not.
 *
 * @param learner that is measured
 * @param objectives its own, cut short
 */
record SomePasses(Learner learner, List<Objective> objectives) implements ForwardingLearner {

    /** @param passes of each step that are computed, at least 1 */
    static SomePasses of(Learner learner, int passes) {
        return new SomePasses(
                learner,
                learner.objectives().stream()
                        .<Objective>map(objective -> new First(objective, passes))
                        .toList());
    }

    /** An objective that counts its calls in each step. Not for several threads. */
    private static final class First implements Objective {
        private final Objective objective;
        private final int passes;
        private long current = -1;
        private int calls;

        First(Objective objective, int passes) {
            this.objective = objective;
            this.passes = passes;
        }

        @Override
        public String name() {
            return objective.name();
        }

        @Override
        public List<ParameterGroup> groups() {
            return objective.groups();
        }

        @Override
        public Loss loss(Batch batch, Step step) {
            calls = step.index() == current ? calls + 1 : 1;
            current = step.index();
            return calls <= passes ? objective.loss(batch, step) : nothing(batch);
        }

        /** Has a graph, as the trainer expects, of one parameter. */
        private Loss nothing(Batch batch) {
            NDArray parameter = groups().stream()
                    .flatMap(group -> group.parameters().values().stream())
                    .findFirst()
                    .orElseThrow();
            NDArray zero = Affine.scaled(parameter, 0).sum();
            zero.attach(batch.manager());
            return Loss.of(zero);
        }
    }
}
