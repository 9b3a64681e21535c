package io.peco4j.conformance.mutant.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Step;
import io.peco4j.conformance.mutant.Breaks;
import io.peco4j.nn.Affine;
import io.peco4j.nn.Kernel;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Objectives that break one rule each. */
final class ObjectiveMutants {
    /** A tensor, with the gradient of one three times as large. */
    private static final Kernel STEEP = Kernel.compile("steep", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.add(torch.mul(x, 3.0), torch.detach(torch.mul(x, -2.0)))
            """);

    private ObjectiveMutants() {}

    @Breaks(rule = "OBJ-01", says = "weight")
    static final class WeighsLessThanNothing extends ReferenceObjective {
        @Inject
        WeighsLessThanNothing(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public double weight() {
            return -1;
        }
    }

    @Breaks(rule = "OBJ-02", says = "belongs to the manager")
    static final class HandsItsTermOut extends ReferenceObjective {
        @Inject
        HandsItsTermOut(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray term(Reconstruction attempt, Step step) {
            NDArray term = super.term(attempt, step);
            term.attach(attempt.images().getManager().getParentManager());
            return term;
        }
    }

    @Breaks(rule = "OBJ-03", says = "equal their pictures")
    static final class StartsAtATenth extends ReferenceObjective {
        @Inject
        StartsAtATenth(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray term(Reconstruction attempt, Step step) {
            return super.term(attempt, step).add(0.1f);
        }
    }

    @Breaks(rule = "OBJ-04", says = "elsewhere")
    static final class RewardsErrors extends ReferenceObjective {
        @Inject
        RewardsErrors(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray term(Reconstruction attempt, Step step) {
            return Affine.scaled(super.term(attempt, step), -0.1);
        }
    }

    @Breaks(rule = "OBJ-05", says = "largest gradient at")
    static final class TakesTheRoot extends ReferenceObjective {
        @Inject
        TakesTheRoot(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray term(Reconstruction attempt, Step step) {
            return super.term(attempt, step).sqrt();
        }
    }

    @Breaks(rule = "OBJ-06", says = "reaches reconstructions or codewords")
    static final class IsAlwaysContent extends ReferenceObjective {
        @Inject
        IsAlwaysContent(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray term(Reconstruction attempt, Step step) {
            return attempt.images().getManager().zeros(new Shape(), DataType.FLOAT32);
        }

        @Override
        public List<ParameterGroup> groups() {
            return List.of();
        }

        @Override
        public Map<String, NDArray> state() {
            return Map.of();
        }
    }

    @Breaks(rule = "OBJ-07", says = "directions of reconstructions")
    static final class HasTheGradientOfLargerErrors extends ReferenceObjective {
        @Inject
        HasTheGradientOfLargerErrors(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray reconstructed(Reconstruction attempt) {
            return STEEP.apply(super.reconstructed(attempt));
        }
    }

    @Breaks(rule = "OBJ-08", says = "directions of codewords")
    static final class HasTheGradientOfLongerCodewords extends ReferenceObjective {
        @Inject
        HasTheGradientOfLongerCodewords(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        NDArray codewords(Reconstruction attempt) {
            return STEEP.apply(super.codewords(attempt));
        }
    }

    @Breaks(rule = "OBJ-09", says = "of a picture twice")
    static final class SumsOverTheBatch extends ReferenceObjective {
        @Inject
        SumsOverTheBatch(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray term(Reconstruction attempt, Step step) {
            return Affine.scaled(super.term(attempt, step), attempt.batch().size());
        }
    }

    @Breaks(rule = "OBJ-10", says = "in reverse order")
    static final class CountsTheFirstRow extends ReferenceObjective {
        @Inject
        CountsTheFirstRow(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray term(Reconstruction attempt, Step step) {
            NDIndex first = new NDIndex(":1");
            return super.term(
                    new Reconstruction(
                            attempt.batch(),
                            attempt.images().get(first),
                            attempt.reconstructed().get(first),
                            attempt.codewords().get(first),
                            attempt.tokens().get(first)),
                    step);
        }
    }

    @Breaks(rule = "OBJ-11", says = "that nothing trains")
    static final class LeavesATensorThawed extends ReferenceObjective {
        private final NDArray factor;

        @Inject
        LeavesATensorThawed(Options options, NetworkContext context) {
            super(options, context);
            this.factor = context.manager().ones(new Shape());
            factor.setRequiresGradient(true);
        }

        @Override
        public NDArray term(Reconstruction attempt, Step step) {
            return super.term(attempt, step).mul(factor);
        }
    }

    @Breaks(rule = "OBJ-12", says = "into a fresh one")
    static final class RemembersTheThirdStep extends ReferenceObjective {
        private boolean late;

        @Inject
        RemembersTheThirdStep(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray term(Reconstruction attempt, Step step) {
            late |= step.index() == 2;
            boolean lastly = late && step.index() > 500;
            return Affine.scaled(super.term(attempt, step), lastly ? 0.5 : 1);
        }
    }

    @Breaks(rule = "OBJ-13", says = "that it was given")
    static final class BrightensPictures extends ReferenceObjective {
        private boolean done;

        @Inject
        BrightensPictures(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray term(Reconstruction attempt, Step step) {
            NDArray term = super.term(attempt, step);
            if (step.index() > 500 && !done) {
                attempt.images().addi(1e-4);
                done = true;
            }
            return term;
        }
    }

    @Breaks(rule = "OBJ-12", says = "calls of afterStep")
    static final class CountsItsStepsAside extends ReferenceObjective {
        private int steps;

        @Inject
        CountsItsStepsAside(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray term(Reconstruction attempt, Step step) {
            return Affine.scaled(super.term(attempt, step), steps < 500 ? 1 : 2);
        }

        @Override
        public void afterStep(Step step) {
            steps++;
        }
    }

    @Breaks(rule = "OBJ-14", says = "only the weight is another")
    static final class WeighsItsTermItself extends ReferenceObjective {
        @Inject
        WeighsItsTermItself(Options options, NetworkContext context) {
            super(options, context);
        }

        @Override
        public NDArray term(Reconstruction attempt, Step step) {
            return Affine.scaled(super.term(attempt, step), weight());
        }
    }
}
