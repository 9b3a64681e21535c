package io.peco4j.author;

import static io.peco4j.dsl.Components.beit;
import static io.peco4j.dsl.Components.linearProbe;
import static io.peco4j.dsl.Components.scenes;
import static io.peco4j.dsl.Components.tokenizer;
import static io.peco4j.dsl.Components.vit;
import static io.peco4j.dsl.Components.vqvae;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Recipe;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.options.OptionsBinder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the author of a study reads, whole, as long as the study lies outside of the packages of the API. */
final class StudyProblemsTest {

    record Options(
            @Describe("the fraction that is hidden") @Default("0.4") @Range(min = 0, max = 1)
            double ratio,

            @Describe("which blocks are read") List<Integer> layers,
            @Flat Recipe recipe) {}

    @Test
    void ofOptions() throws IOException {
        Study study = Study.named("kiln")
                .data(scenes())
                .pretraining(beit().set("ratio", 1.5)
                        .set("epoch", 40)
                        .learningRate(-1)
                        .set("batch", "many")
                        .set("schedule", "cosin"))
                .task(linearProbe())
                .seeds(0)
                .build()
                .with(List.of("pretraining.beit.weigth-decay=0.1", "pretraining.beit.clip=[1]"));

        var bound = OptionsBinder.bind(
                Options.class,
                Objects.requireNonNull(study.pretrainings().get("beit"))
                        .component()
                        .options(),
                ConfigFactory.empty(),
                "pretraining.beit");

        assertThat(text(bound.getError().asJava())).isEqualTo(golden("options.txt"));
    }

    @Test
    void ofTheStructure() throws IOException {
        InvalidInputException thrown = catchThrowableOfType(
                InvalidInputException.class,
                () -> Study.named("no name")
                        .data(scenes())
                        .data(scenes().seed(3))
                        .encoder(vit("tiny"))
                        .encoder(vit("small"))
                        .tokenizer("a", vqvae())
                        .tokenizer("b", vqvae())
                        .tokenizer("c/d", tokenizer("acme.fsq"))
                        .seeds(1, 1)
                        .build());

        assertThat(text(thrown.problems())).isEqualTo(golden("structure.txt"));
    }

    private static String text(List<Problem> problems) {
        return problems.stream()
                .map(problem -> String.format(
                        "%s  %-60s  %s%n          %s%n",
                        problem.code(), problem.what(), problem.where(), problem.remedy()))
                .collect(Collectors.joining());
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = StudyProblemsTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
