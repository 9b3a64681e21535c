package io.peco4j.dsl;

import static io.peco4j.dsl.Components.beit;
import static io.peco4j.dsl.Components.blockwise;
import static io.peco4j.dsl.Components.linearProbe;
import static io.peco4j.dsl.Components.mocoV3Vit;
import static io.peco4j.dsl.Components.scenes;
import static io.peco4j.dsl.Components.tokenizer;
import static io.peco4j.dsl.Components.vqvae;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.Config;
import io.peco4j.api.component.Component;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.dsl.options.Origins;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OverridesTest {
    private static final Study STUDY = Study.named("s")
            .data(scenes())
            .tokenizer("z", vqvae().codebook(512, 64).perceptual(mocoV3Vit().layers(3, 6), 1.0))
            .tokenizer(tokenizer("acme.fsq"))
            .pretraining(beit().mask(blockwise(0.4)).epochs(20))
            .task(linearProbe())
            .seeds(0)
            .build();

    private static Config vqvaeWith(String override) {
        return component(STUDY.with(List.of(override)).tokenizers(), "z").options();
    }

    @Test
    void changesOneOptionAndKeepsAllElse() {
        Study changed = STUDY.with(List.of("pretraining.beit.epochs=40", "pretraining.beit.mask.ratio = 0.5"));

        Config beit = Objects.requireNonNull(changed.pretrainings().get("beit"))
                .component()
                .options();
        assertThat(beit.getInt("epochs")).isEqualTo(40);
        assertThat(beit.getDouble("mask.ratio")).isEqualTo(0.5);
        assertThat(Origins.place(beit.getValue("epochs"))).isEqualTo("command line");
        assertThat(changed.tokenizers()).isEqualTo(STUDY.tokenizers());
        assertThat(changed.tokenizers().keySet()).containsExactly("z", "acme.fsq");
        assertThat(STUDY.with(List.of())).isEqualTo(STUDY);
    }

    @Test
    void moreSeedsFollowTheLargest() {
        Study study = STUDY.with(List.of("seeds=[7, 3]"));
        assertThat(study.withSeeds(4).seeds()).containsExactly(7L, 3L, 8L, 9L);
        assertThat(study.withSeeds(1).seeds()).containsExactly(7L);
        assertThat(study.withSeeds(2)).isEqualTo(study);
        assertThat(catchThrowableOfType(InvalidInputException.class, () -> study.withSeeds(0))
                        .problems())
                .extracting(Problem::code)
                .containsExactly("PECO-102");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    data/photos       | data/photos
                    /a//b#c, d        | /a//b#c, d
                    C:\\x             | C:\\x
                    007               | 007
                    "quo\\u0074ed"    | quoted
                    a=b               | a=b
                    12                | 12
                    -1.5e3            | -1500
                    true              | true
                    [3, six]          | [3, six]
                    {a = 1}           | {a=1}
                    """)
    void readsTextLeniently(String written, String value) {
        Object unwrapped =
                STUDY.with(List.of("data.x=" + written)).data().options().getAnyRef("x");
        assertThat(unwrapped instanceof Double number ? String.valueOf(number.longValue()) : unwrapped.toString())
                .isEqualTo(value);
    }

    @Test
    void reachesListsDottedNamesAndTheHeader() {
        assertThat(vqvaeWith("tokenizer.z.objectives[1].backbone.layers=[9]")
                        .getConfigList("objectives")
                        .get(1)
                        .getIntList("backbone.layers"))
                .containsExactly(9);
        assertThat(vqvaeWith("tokenizer.z.objectives.0.weight=2")
                        .getConfigList("objectives")
                        .get(0)
                        .getInt("weight"))
                .isEqualTo(2);
        Study changed = STUDY.with(
                List.of("tokenizer.acme.fsq.levels=8", "seeds=[4, 5]", "data=acme.data", "precision=float32"));
        assertThat(component(changed.tokenizers(), "acme.fsq").options().getInt("levels"))
                .isEqualTo(8);
        assertThat(changed.seeds()).containsExactly(4L, 5L);
        assertThat(changed.data().id().name()).isEqualTo("acme.data");
        assertThat(changed.precision()).isEqualTo(PrecisionChoice.FLOAT32);
    }

    @Test
    void reportsEveryTargetAndValueThatIsWrong() {
        List<Problem> problems = StudyFileTest.problems(() -> STUDY.with(List.of(
                "tokenizer.zz.epochs=3",
                "pretrainig.beit.epochs=3",
                "seeds",
                "data.x=[1",
                "tokenizer.z.objectives[7].weight=1",
                "precision=flaot32",
                "tokenizer=vqvae",
                "encoder.vit.patch=8")));

        assertThat(problems).allSatisfy(problem -> assertThat(problem.where()).isEqualTo("command line"));
        assertThat(problems)
                .map(problem -> problem.code() + " " + problem.what())
                .containsExactly(
                        "PECO-103 unknown option tokenizer.zz.epochs",
                        "PECO-103 unknown option pretrainig.beit.epochs",
                        "PECO-112 seeds cannot be set",
                        "PECO-112 data.x=[1 cannot be set",
                        "PECO-112 tokenizer.z.objectives[7].weight=1 cannot be set",
                        "PECO-103 unknown option tokenizer",
                        "PECO-103 unknown option encoder.vit.patch",
                        "PECO-106 precision = flaot32 is not known");
        assertThat(problems.get(0).remedy()).startsWith("the study's tokenizers: did you mean z?");
        assertThat(problems.get(1).remedy()).startsWith("did you mean pretraining?");
    }

    private static <T> Component<T> component(Map<String, Component<T>> axis, String name) {
        return Objects.requireNonNull(axis.get(name));
    }
}
