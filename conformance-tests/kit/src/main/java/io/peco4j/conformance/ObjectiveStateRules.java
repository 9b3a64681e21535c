package io.peco4j.conformance;

import static io.peco4j.conformance.Closeness.largest;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.CodebookObjective.Reconstruction;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Step;
import io.peco4j.conformance.pictures.Draw;
import io.peco4j.conformance.workbench.Attempt;
import io.peco4j.conformance.workbench.Drill;
import io.peco4j.conformance.workbench.Slope;
import io.peco4j.conformance.workbench.StandIn;
import io.peco4j.conformance.workbench.Workbench;
import io.peco4j.conformance.workbench.Workbench.Made;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.weights.Weights;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** The rules OBJ-09 to OBJ-13: how a term treats its batch, and what it keeps. */
public abstract sealed class ObjectiveStateRules extends ComponentConformance implements LearnerRules
        permits ObjectiveConformance {
    ObjectiveStateRules() {}

    /** Of a term: what the order of sums changes. */
    static final double ROUNDING = 1e-4;

    private static final long LONG = 2000;

    /** The objective under test, with options that make it small. */
    protected abstract Component<CodebookObjective> objective();

    /** Channels of the codewords that it is tried on. */
    protected int dimension() {
        return 4;
    }

    /** Codewords along one side of the pictures that it is tried on. */
    protected int grid() {
        return 4;
    }

    @Override
    final void make(Workbench bench) {
        bench.make(objective());
    }

    @Override
    public final Trainee trainee(long seed) {
        // Always from the same seed: what an objective nests is restored from elsewhere.
        Workbench bench = bench(1);
        Made<CodebookObjective> made = bench.make(objective());
        return new Trainee(standIn(made.component(), bench), made.manager(), bench::close);
    }

    @Override
    public final boolean trainsItself() {
        try (Workbench bench = bench(1)) {
            CodebookObjective objective = bench.make(objective()).component();
            return !trained(objective).isEmpty() || !objective.state().isEmpty();
        }
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    @Rule("OBJ-09")
    final void termsAreMeansOverTheBatch(@ForAll("draws") Draw draw) {
        with((objective, manager) -> {
            Attempt one = attempt(draw).first();
            double single = value(objective, one.on(manager));
            assertThat(Math.abs(value(objective, one.twice().on(manager)) - single))
                    .as("how far the term of a picture twice is from that of the picture, " + single)
                    .isLessThanOrEqualTo(ROUNDING * Math.abs(single) + 1e-6);
        });
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    @Rule("OBJ-10")
    final void termsDoNotDependOnTheOrderOfRows(@ForAll("several") Draw draw) {
        with((objective, manager) -> {
            Attempt rows = attempt(draw);
            double forth = value(objective, rows.on(manager));
            assertThat(Math.abs(value(objective, rows.backwards().on(manager)) - forth))
                    .as("how far the term of rows in reverse order is from that of the rows, " + forth)
                    .isLessThanOrEqualTo(ROUNDING * Math.abs(forth) + 1e-6);
        });
    }

    @Test
    @Rule("OBJ-11")
    final void gradientsReachNothingFrozen() {
        try (Workbench bench = bench(1)) {
            Made<CodebookObjective> made = bench.make(objective());
            CodebookObjective objective = made.component();
            Reconstruction attempt = attempt(Draw.photos(2, 3)).on(bench.manager());
            Slope.gradient(x -> term(objective, with(attempt, x)), attempt.reconstructed());
            Slope.gradient(x -> term(objective, withCodewords(attempt, x)), attempt.codewords());
            Set<NDArray> trained = trained(objective);
            assertThat(made.manager().getManagedArrays().stream()
                            .filter(tensor -> !trained.contains(tensor) && Drill.gradient(tensor) > 0)
                            .map(NDArray::getShape))
                    .as("tensors of the objective, and of what it nests, that nothing trains and that a gradient"
                            + " reaches")
                    .isEmpty();
        }
    }

    @Test
    @Rule("OBJ-12")
    final void theStateIsAllThatTrainingChanges() {
        try (Workbench one = bench(1);
                Workbench two = bench(1)) {
            CodebookObjective source = one.make(objective()).component();
            CodebookObjective copy = two.make(objective()).component();
            try (Drill drill = new Drill(standIn(source, one), trainingSplit(), ROWS, learningRate())) {
                drill.steps(3);
            }
            Attempt attempt = attempt(Draw.photos(3, 3));
            restore(copy, source);
            assertThat(value(copy, attempt.on(two.manager())))
                    .as("the term after the state of a trained objective was written into a fresh one")
                    .isEqualTo(value(source, attempt.on(one.manager())));
            // What counts steps on its own may do nothing with the number for a long time.
            GradientMode.off(() -> LongStream.range(3, LONG)
                    .forEach(step -> source.afterStep(new Step(step, LONG, 9, new SplittableRandom(step)))));
            restore(copy, source);
            assertThat(value(copy, attempt.on(two.manager())))
                    .as("the same after " + LONG + " calls of afterStep")
                    .isEqualTo(value(source, attempt.on(one.manager())));
        }
    }

    private static void restore(CodebookObjective copy, CodebookObjective source) {
        if (!source.state().isEmpty()) {
            Weights.copyInto(copy.state(), source.state());
        }
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    @Rule("OBJ-13")
    final void reconstructionsStayAsTheyAre(@ForAll("draws") Draw draw) {
        with((objective, manager) -> {
            Reconstruction attempt = attempt(draw).on(manager);
            Reconstruction untouched = attempt(draw).on(manager);
            value(objective, attempt);
            assertThat(Stream.of(
                            largest(attempt.images().sub(untouched.images())),
                            largest(attempt.reconstructed().sub(untouched.reconstructed())),
                            largest(attempt.codewords().sub(untouched.codewords()))))
                    .as("how far a term changed the pictures, reconstructions and codewords that it was given")
                    .containsOnly(0d);
        });
    }

    Attempt attempt(Draw draw) {
        return Attempt.at(draw, image(), grid(), dimension());
    }

    private StandIn standIn(CodebookObjective objective, Workbench bench) {
        return new StandIn(objective, bench.manager(), attempt(Draw.photos(4, 1)));
    }

    void with(BiConsumer<CodebookObjective, NDManager> test) {
        try (Workbench bench = bench(1)) {
            test.accept(bench.make(objective()).component(), bench.manager());
        }
    }

    private static Set<NDArray> trained(CodebookObjective objective) {
        Set<NDArray> trained = Collections.newSetFromMap(new IdentityHashMap<>());
        Stream.concat(
                        objective.groups().stream(),
                        objective.adversaries().stream().flatMap(adversary -> adversary.groups().stream()))
                .map(ParameterGroup::parameters)
                .forEach(parameters -> trained.addAll(parameters.values()));
        return trained;
    }

    static NDArray term(CodebookObjective objective, Reconstruction attempt) {
        JniUtils.setSeed(5);
        return objective.term(attempt, new Step(999, 1000, 9, new SplittableRandom(5)));
    }

    static NDArray recorded(CodebookObjective objective, Reconstruction attempt) {
        return GradientMode.on(() -> {
            attempt.reconstructed().setRequiresGradient(true);
            return term(objective, attempt);
        });
    }

    static double value(CodebookObjective objective, Reconstruction attempt) {
        return recorded(objective, attempt).toFloatArray()[0];
    }

    static Reconstruction with(Reconstruction attempt, NDArray reconstructed) {
        return new Reconstruction(
                attempt.batch(), attempt.images(), reconstructed, attempt.codewords(), attempt.tokens());
    }

    static Reconstruction withCodewords(Reconstruction attempt, NDArray codewords) {
        return new Reconstruction(
                attempt.batch(), attempt.images(), attempt.reconstructed(), codewords, attempt.tokens());
    }
}
