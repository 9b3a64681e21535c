package io.peco4j.conformance.asserting;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.Preparation;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.ForwardingLearner;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Step;
import io.peco4j.nn.GradientMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A learner that behaves as another does and checks that the host keeps the contract: every objective once or more per
 * step, in order, with gradient mode on; the hook once after them, with gradient mode off; steps without a gap; one
 * thread.
 *
 * <p>A broken promise throws an {@link AssertionError}.
 */
public final class AssertingLearner implements ForwardingLearner {
    private final Learner learner;
    private final List<Objective> objectives;
    private final Thread thread = Thread.currentThread();
    private long step = -1;
    private int current;
    private boolean open;

    /** @param learner what is wrapped; made and trained on the calling thread */
    public AssertingLearner(Learner learner) {
        this.learner = learner;
        List<Objective> wrapped = new ArrayList<>();
        for (int i = 0; i < learner.objectives().size(); i++) {
            wrapped.add(new Asserting(learner.objectives().get(i), i));
        }
        this.objectives = List.copyOf(wrapped);
    }

    @Override
    public Learner learner() {
        return learner;
    }

    /** The last step whose hook was called; -1 before the first. */
    public long lastStep() {
        return step;
    }

    @Override
    public List<Objective> objectives() {
        return objectives;
    }

    @Override
    public Preparation preparation() {
        Preparation preparation = learner.preparation();
        return (example, random) -> {
            assertThat(Thread.currentThread())
                    .as("examples are prepared on the loader's threads, ahead of the step")
                    .isNotSameAs(thread);
            return preparation.prepare(example, random);
        };
    }

    @Override
    public void afterStep(Step at) {
        onTheThread();
        assertThat(open).as("the hook comes after the objectives").isTrue();
        assertThat(current)
                .as("objectives that have run when the hook is called")
                .isEqualTo(objectives.size() - 1);
        assertThat(GradientMode.isOn()).as("gradient mode in the hook").isFalse();
        assertThat(at.index())
                .as("the step of the hook is the step of the objectives")
                .isEqualTo(step);
        open = false;
        learner.afterStep(at);
    }

    private void onTheThread() {
        assertThat(Thread.currentThread()).as("the training thread").isSameAs(thread);
    }

    private void passing(int number, Step at) {
        onTheThread();
        if (!open) {
            assertThat(number).as("the first objective of a step").isZero();
            // A resumed training may start anywhere; from there on there are no gaps.
            assertThat(step < 0 || at.index() == step + 1)
                    .as("step " + at.index() + " follows step " + step)
                    .isTrue();
            step = at.index();
            current = 0;
            open = true;
        }
        assertThat(at.index()).as("the step of all passes").isEqualTo(step);
        assertThat(number).as("objectives run in order").isBetween(current, current + 1);
        current = number;
        assertThat(GradientMode.isOn()).as("gradient mode in a loss").isTrue();
        assertThat(at.progress()).as("how much of the training lies behind").isBetween(0.0, 1.0);
    }

    private final class Asserting implements Objective {
        private final Objective objective;
        private final int number;

        Asserting(Objective objective, int number) {
            this.objective = objective;
            this.number = number;
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
        public Loss loss(Batch batch, Step at) {
            passing(number, at);
            assertThat(batch.size()).as("rows of a batch").isPositive();
            assertThat(batch.manager().isOpen())
                    .as("the batch's manager is open")
                    .isTrue();
            return objective.loss(batch, at);
        }
    }
}
