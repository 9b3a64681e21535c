package io.peco4j.dsl.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.FromEncoder;
import io.peco4j.api.options.InsteadOf;
import io.peco4j.api.options.OnlyWith;
import io.peco4j.api.options.Range;
import io.peco4j.api.train.Recipe;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptionSchemaTest {
    record NoDescription(@Default("1") int channels) {}

    record NoSuchType(@Describe("x") Float rate) {}

    record IllTyped(@Describe("x") @Default("many") int channels) {}

    record OutOfRange(
            @Describe("x") @Default("0") @Range(min = 1) int channels) {}

    record NotHocon(@Describe("x") @Default("[1, 2") List<Integer> layers) {}

    record RangeOfText(@Describe("x") @Range(min = 1) String name) {}

    record KeptKey(@Describe("x") String component) {}

    record Twice(
            @Describe("x") @Default("1") int epochs, @Flat Recipe recipe) {}

    record Itself(@Describe("x") Optional<Itself> inner) {}

    record Inner(
            @Describe("width") @Default("8") @Range(min = 1) int width) {}

    record WrongInner(@Describe("x") @Default("widht = 4") Inner inner) {}

    record Outer(
            @Describe("the inner") @Default("width = 4") Inner inner,
            @Describe("more of them") List<Inner> others,
            @Describe("side") @FromEncoder int image,
            @Describe("maybe") Optional<Double> rate,
            @Flat @Default("epochs = 3") Recipe recipe) {}

    record InSteps(@Flat @Default("steps = 160000") Recipe recipe) {}

    record BothDefaults(
            @Flat @Default("steps = 10, epochs = 1") Recipe recipe) {}

    record NoSuchAlternative(
            @Describe("x") @InsteadOf("widht") Optional<Integer> height) {}

    record PlainAlternative(
            @Describe("x") int width,
            @Describe("x") @InsteadOf("width") Optional<Integer> height) {}

    record DependsOnNumber(
            @Describe("x") @Default("1") int width,

            @Describe("x") @OnlyWith(option = "width", value = "1")
            Optional<Integer> height) {}

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    NoDescription | has no @Describe
                    NoSuchType    | has the type java.lang.Float
                    IllTyped      | channels has the wrong type
                    OutOfRange    | channels = 0 is out of range
                    NotHocon      | not HOCON
                    RangeOfText   | has a range, but is not a number
                    KeptKey       | has the key component, which is kept for ids
                    Twice         | has the key epochs twice
                    Itself        | nests itself
                    WrongInner    | unknown option inner.widht
                    BothDefaults  | both epochs and steps are set
                    NoSuchAlternative | names widht, which is no option
                    PlainAlternative  | not both are Optional
                    DependsOnNumber   | depends on an option that is no choice
                    """)
    void refusesARecordThatBreaksTheRules(String name, String message) throws ClassNotFoundException {
        Class<? extends Record> type =
                Class.forName(getClass().getName() + "$" + name).asSubclass(Record.class);

        assertThatThrownBy(() -> OptionSchema.of(type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void showsEveryOptionWithItsEffectiveDefault() {
        assertThat(OptionSchema.of(Outer.class).options())
                .startsWith(
                        new OptionSpec("inner.width", "whole number", "4", "1 or more", "width", false),
                        new OptionSpec("others", "list of objects", "", "", "more of them", false),
                        new OptionSpec("others[].width", "whole number", "8", "1 or more", "width", false),
                        new OptionSpec("image", "whole number", "", "", "side", true),
                        new OptionSpec("rate", "number or null", "null", "", "maybe", false),
                        new OptionSpec(
                                "epochs",
                                "whole number or null",
                                "3",
                                "from 0 to 100000",
                                "passes over the training split",
                                false))
                .filteredOn(OptionSpec::required)
                .map(OptionSpec::key)
                .containsExactly("others");
    }

    @Test
    void theRecipeOfTheApiIsComplete() {
        assertThat(OptionSchema.of(Recipe.class).options())
                .allSatisfy(option -> {
                    assertThat(option.description()).isNotBlank();
                    assertThat(option.required()).isFalse();
                })
                .map(option -> option.key() + " " + option.defaultText())
                .containsExactly(
                        "epochs 100",
                        "steps null",
                        "batch 128",
                        "micro-batch 0",
                        "every null",
                        "virtual-workers null",
                        "outer-rate null",
                        "outer-momentum null",
                        "learning-rate 1e-3",
                        "min-learning-rate 0",
                        "schedule cosine",
                        "milestones null",
                        "gamma null",
                        "factors null",
                        "power null",
                        "warmup-epochs 0",
                        "warmup-steps null",
                        "warmup-ratio 0",
                        "warmup linear",
                        "weight-decay 0.05",
                        "final-weight-decay null",
                        "clip null",
                        "clip-each null",
                        "optimizer adamw",
                        "beta1 0.9",
                        "beta2 0.999",
                        "nesterov null");
    }

    @Test
    void showsNoDefaultThatAnAlternativeReplaces() {
        assertThat(OptionSchema.of(InSteps.class).options())
                .filteredOn(option -> List.of("epochs", "steps").contains(option.key()))
                .map(option -> option.key() + " " + option.defaultText())
                .containsExactly("epochs null", "steps 160000");
    }
}
