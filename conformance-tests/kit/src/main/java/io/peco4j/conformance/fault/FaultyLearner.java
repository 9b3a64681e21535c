package io.peco4j.conformance.fault;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.ForwardingLearner;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Step;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A learner that works as another does until a step, and fails in it.
 *
 * @param learner what is wrapped
 * @param fault how it fails
 * @param at the step, from 0; while preparing, every example
 */
public record FaultyLearner(Learner learner, Fault fault, long at) implements ForwardingLearner {
    private static final long PAUSE_NANOS = 200_000_000;

    @Override
    public List<Objective> objectives() {
        return learner.objectives().stream()
                .<Objective>map(objective -> new Faulty(objective, fault, at))
                .toList();
    }

    @Override
    public Preparation preparation() {
        Preparation preparation = learner.preparation();
        return (example, random) -> {
            if (fault == Fault.PREPARATION) {
                throw new IllegalStateException("injected while preparing");
            }
            return preparation.prepare(example, random);
        };
    }

    @Override
    public void afterStep(Step step) {
        if (fault == Fault.HOOK && step.index() == at) {
            throw new IllegalStateException("injected after a step");
        }
        learner.afterStep(step);
    }

    private record Faulty(Objective objective, Fault fault, long at) implements Objective {
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
            Loss loss = objective.loss(batch, step);
            return step.index() == at ? failed(loss) : loss;
        }

        private Loss failed(Loss loss) {
            return switch (fault) {
                case EXCEPTION -> throw new IllegalStateException("injected in a loss");
                case ERROR -> throw new LinkageError("injected in a loss");
                case NAN -> Loss.of(loss.value().getManager().full(new Shape(), Float.NaN, DataType.FLOAT32));
                case WRONG_SHAPE -> Loss.of(loss.value().getManager().ones(new Shape(2)));
                case SLOW -> {
                    LockSupport.parkNanos(PAUSE_NANOS);
                    yield loss;
                }
                case PREPARATION, HOOK -> loss;
            };
        }
    }
}
