package io.peco4j.conformance;

import static io.peco4j.conformance.Closeness.largest;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.CodebookObjective.Reconstruction;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.conformance.pictures.Draw;
import io.peco4j.conformance.workbench.Slope;
import io.peco4j.conformance.workbench.Workbench;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/**
 * The rules OBJ-01 to OBJ-14; and LRN-01 to LRN-19 for what the objective trains itself and for its adversaries, beside
 * a stand-in for a tokenizer.
 *
 * <p>Terms are computed for the end of a training, when everything that starts late has started.
 *
 * <p>Override {@link #objective()}, with options that make it small:
 *
 * <pre>{@code
 * final class EdgesTest extends ObjectiveConformance {
 *     @Override
 *     protected Component<CodebookObjective> objective() {
 *         return Component.of(CodebookObjective.class, "acme.edges", ConfigFactory.parseString("weight = 0.5"));
 *     }
 * }
 * }</pre>
 *
 * {@link #lacks()} says what it cannot do. Every rule is a method: run one from the IDE, where inherited methods are
 * listed under the class, or with {@code mvn test -Dtest=EdgesTest#perfectionCostsNothing}. Rules that do not apply are
 * reported as skipped, with the reason.
 */
public abstract non-sealed class ObjectiveConformance extends ObjectiveStateRules {
    /** Of a slope. */
    private static final double CORNERS = 0.1;

    private static final double STEP = 1e-2;

    /** A class for one objective. */
    protected ObjectiveConformance() {}

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
        Applies.onlyIf(able(Ability.ZERO_AT_PERFECTION), "it is not zero at perfection, says lacks()");
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
        Applies.onlyIf(able(Ability.ZERO_AT_PERFECTION), "it is not zero at perfection, says lacks()");
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
        Applies.onlyIf(able(Ability.EXACT_GRADIENT), "its gradient is not that of its value, says lacks()");
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
        Applies.onlyIf(able(Ability.EXACT_GRADIENT), "its gradient is not that of its value, says lacks()");
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

    @Test
    @Rule("OBJ-14")
    final void termsDoNotContainTheirWeight() {
        Component<CodebookObjective> usual = weighing(1);
        Component<CodebookObjective> lighter = weighing(0.5);
        try (Workbench one = bench(1);
                Workbench two = bench(1)) {
            CodebookObjective first = one.make(usual).component();
            CodebookObjective second = two.make(lighter).component();
            Applies.onlyIf(first.weight() != second.weight(), "its option weight is not its weight");
            Draw draw = Draw.photos(1, 3);
            assertThat(value(second, attempt(draw).on(two.manager())))
                    .as("the term, where only the weight is another: the tokenizer multiplies by it")
                    .isEqualTo(value(first, attempt(draw).on(one.manager())));
        }
    }

    private Component<CodebookObjective> weighing(double weight) {
        Component<CodebookObjective> objective = objective();
        Applies.onlyIf(
                registry().find(ComponentKind.of(objective), objective.id()).stream()
                        .flatMap(entry ->
                                Arrays.stream(entry.registration().options().getRecordComponents()))
                        .anyMatch(option -> option.getName().equals("weight")),
                "it has no option weight");
        return new Component<>(
                objective.type(),
                objective.id(),
                objective.options().withValue("weight", ConfigValueFactory.fromAnyRef(weight)));
    }
}
