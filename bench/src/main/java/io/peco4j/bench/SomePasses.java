package io.peco4j.bench;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Split;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.PassState;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Affine;
import java.util.List;
import java.util.Map;

/**
 * A learner that computes the first micro-batches of each step and says 0 to the others: the trainer, the loader and
 * all that lives from step to step are a full batch's, the time is not.
 *
 * @param learner that is measured
 * @param objectives its own, cut short
 */
record SomePasses(Learner learner, List<Objective> objectives) implements Learner {

    /** @param passes of each step that are computed, at least 1 */
    static SomePasses of(Learner learner, int passes) {
        return new SomePasses(
                learner,
                learner.objectives().stream()
                        .<Objective>map(objective -> new First(objective, passes))
                        .toList());
    }

    @Override
    public Preparation preparation() {
        return learner.preparation();
    }

    @Override
    public Recipe recipe() {
        return learner.recipe();
    }

    @Override
    public Split examples(Split train) {
        return learner.examples(train);
    }

    @Override
    public int repeats() {
        return learner.repeats();
    }

    @Override
    public void afterStep(Step step) {
        learner.afterStep(step);
    }

    @Override
    public PassState passState() {
        return learner.passState();
    }

    @Override
    public Map<String, NDArray> state() {
        return learner.state();
    }

    @Override
    public double activationBytesPerExample() {
        return learner.activationBytesPerExample();
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
