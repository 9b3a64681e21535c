package io.peco4j.conformance;

import static io.peco4j.conformance.Closeness.largest;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
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
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/**
 * The rules OBJ-01 to OBJ-13; and LRN-01 to LRN-14 for what the objective trains itself and for its adversaries, beside
 * a stand-in for a tokenizer.
 *
 * <p>Terms are computed for the end of a training, when everything that starts late has started.
 */
public abstract class ObjectiveConformance extends ComponentConformance implements LearnerRules {
    /** Of a term: what the order of sums changes. */
    private static final double ROUNDING = 1e-4;

    /** Of a slope. */
    private static final double CORNERS = 0.1;

    private static final double STEP = 1e-2;

    /** A class for one objective. */
    protected ObjectiveConformance() {}

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
    public final Optional<Trainee> trainee(long seed) {
        // Always from the same seed: what an objective nests is restored from elsewhere.
        Workbench bench = bench(1);
        Made<CodebookObjective> made = bench.make(objective());
        return Optional.of(new Trainee(standIn(made.component(), bench), made.manager(), bench::close));
    }

    @Test
    @Rule("OBJ-01")
    final void weightsAreFactors() {
        with((objective, manager) -> {
            assertThat(objective.weight()).as("weight").isFinite().isNotNegative();
            assertThat(objective.weight()).as("the weight, asked for twice").isEqualTo(objective.weight());
            assertThat(objective.flopsPerExample())
                    .as("operations per example")
                    .isFinite()
                    .isNotNegative();
        });
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    @Rule("OBJ-02")
    final void termsAreFiniteScalars(@ForAll("draws") Draw draw) {
        with((objective, manager) -> {
            try (NDManager pass = manager.newSubManager()) {
                NDArray term = recorded(objective, attempt(draw).on(pass));
                assertThat(term.getDataType()).as("type of a term").isEqualTo(DataType.FLOAT32);
                assertThat(term.size()).as("size of a term").isEqualTo(1);
                assertThat(term.toFloatArray()[0]).as("a term").isFinite();
                assertThat(term.getManager() == pass)
                        .as("a term belongs to the manager of the batch")
                        .isTrue();
            }
        });
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    @Rule("OBJ-03")
    final void perfectionCostsNothing(@ForAll("draws") Draw draw) {
        if (!able(Ability.ZERO_AT_PERFECTION)) {
            return;
        }
        with((objective, manager) -> {
            Reconstruction attempt = attempt(draw).on(manager);
            double usual = Math.abs(value(objective, attempt));
            assertThat(Math.abs(value(objective, with(attempt, attempt.images().duplicate()))))
                    .as("the term of reconstructions that equal their pictures, where others have " + usual)
                    .isLessThanOrEqualTo(ROUNDING * Math.max(usual, 1e-3));
        });
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    @Rule("OBJ-04")
    final void distancesAreNotNegative(@ForAll("draws") Draw draw) {
        if (!able(Ability.ZERO_AT_PERFECTION)) {
            return;
        }
        with((objective, manager) -> {
            Reconstruction attempt = attempt(draw).on(manager);
            NDArray error = attempt.reconstructed().sub(attempt.images());
            for (float strength : new float[] {-1, 0.1f, 1}) {
                NDArray reconstructed = attempt.images().add(error.mul(strength));
                assertThat(value(objective, with(attempt, reconstructed)))
                        .as("a term that is zero at perfection, elsewhere")
                        .isNotNegative();
            }
        });
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    @Rule("OBJ-05")
    final void gradientsAreFiniteAtPerfection(@ForAll("draws") Draw draw) {
        with((objective, manager) -> {
            Reconstruction attempt = attempt(draw).on(manager);
            NDArray gradient = Slope.gradient(x -> term(objective, with(attempt, x)), attempt.images());
            assertThat(largest(gradient))
                    .as("largest gradient at reconstructions that equal their pictures")
                    .isFinite();
        });
    }

    @Test
    @Rule("OBJ-06")
    final void gradientsReachTheTokenizer() {
        with((objective, manager) -> {
            Reconstruction attempt = attempt(Draw.photos(1, 3)).on(manager);
            NDArray pictures = Slope.gradient(x -> term(objective, with(attempt, x)), attempt.reconstructed());
            NDArray words = Slope.gradient(x -> term(objective, withCodewords(attempt, x)), attempt.codewords());
            assertThat(largest(pictures) + largest(words))
                    .as("largest gradient that reaches reconstructions or codewords")
                    .isPositive()
                    .isFinite();
        });
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    @Rule("OBJ-07")
    final void gradientsOfReconstructionsAreThoseOfTheTerm(@ForAll("draws") Draw draw) {
        if (!able(Ability.EXACT_GRADIENT)) {
            return;
        }
        with((objective, manager) -> {
            Reconstruction attempt = attempt(draw).on(manager);
            assertThat(Slope.contradictions(
                            x -> term(objective, with(attempt, x)),
                            attempt.reconstructed(),
                            draw.seed(),
                            STEP,
                            CORNERS))
                    .as("directions of reconstructions in which the term has another slope than its gradient says")
                    .isEmpty();
        });
    }

    @Property(tries = 2, shrinking = ShrinkingMode.OFF)
    @Rule("OBJ-08")
    final void gradientsOfCodewordsAreThoseOfTheTerm(@ForAll("draws") Draw draw) {
        if (!able(Ability.EXACT_GRADIENT)) {
            return;
        }
        with((objective, manager) -> {
            Reconstruction attempt = attempt(draw).on(manager);
            assertThat(Slope.contradictions(
                            x -> term(objective, withCodewords(attempt, x)),
                            attempt.codewords(),
                            draw.seed(),
                            STEP,
                            CORNERS))
                    .as("directions of codewords in which the term has another slope than its gradient says")
                    .isEmpty();
        });
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
            if (!source.state().isEmpty()) {
                Weights.copyInto(copy.state(), source.state());
            }
            Attempt attempt = attempt(Draw.photos(3, 3));
            assertThat(value(copy, attempt.on(two.manager())))
                    .as("the term after the state of a trained objective was written into a fresh one")
                    .isEqualTo(value(source, attempt.on(one.manager())));
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

    private Attempt attempt(Draw draw) {
        return Attempt.at(draw, image(), grid(), dimension());
    }

    private StandIn standIn(CodebookObjective objective, Workbench bench) {
        return new StandIn(objective, bench.manager(), attempt(Draw.photos(4, 1)));
    }

    private void with(BiConsumer<CodebookObjective, NDManager> test) {
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

    private static NDArray term(CodebookObjective objective, Reconstruction attempt) {
        JniUtils.setSeed(5);
        return objective.term(attempt, new Step(999, 1000, 9, new SplittableRandom(5)));
    }

    private static NDArray recorded(CodebookObjective objective, Reconstruction attempt) {
        return GradientMode.on(() -> {
            attempt.reconstructed().setRequiresGradient(true);
            return term(objective, attempt);
        });
    }

    private static double value(CodebookObjective objective, Reconstruction attempt) {
        return recorded(objective, attempt).toFloatArray()[0];
    }

    private static Reconstruction with(Reconstruction attempt, NDArray reconstructed) {
        return new Reconstruction(
                attempt.batch(), attempt.images(), reconstructed, attempt.codewords(), attempt.tokens());
    }

    private static Reconstruction withCodewords(Reconstruction attempt, NDArray codewords) {
        return new Reconstruction(
                attempt.batch(), attempt.images(), attempt.reconstructed(), codewords, attempt.tokens());
    }
}
