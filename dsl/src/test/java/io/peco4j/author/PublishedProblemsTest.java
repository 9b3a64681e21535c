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
import com.typesafe.config.ConfigParseOptions;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.dsl.Published;
import io.peco4j.dsl.Study;
import io.peco4j.dsl.StudyFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the author of a study reads of what was published and does not fit the study. */
final class PublishedProblemsTest {

    @Test
    void everythingIsToldAtOnceWithItsLine() throws IOException {
        List<Problem> problems = catchThrowableOfType(
                        InvalidInputException.class,
                        () -> Study.named("kiln")
                                .data(scenes())
                                .encoder(vit("tiny"))
                                .tokenizer("pixel", vqvae())
                                .tokenizer("perceptual", vqvae().epochs(3))
                                .tokenizer("beit", tokenizer("acme.fsq"))
                                .pretraining(beit())
                                .task(linearProbe())
                                .seeds(0)
                                .published(Published.in("PeCo, Table 7")
                                        .on("linear-prob")
                                        .figure("pixle", 82.4)
                                        .figure("pixel", 82.4)
                                        .figure("pixel", Double.NaN)
                                        .order("pixel < beit")
                                        .order("pixel > perceptual")
                                        .order(" pixel ")
                                        .order("pixel ~ pixel"))
                                .published(
                                        Published.in("").order("vit < perceptual"),
                                        Published.in("PeCo, Table 4")
                                                .on("linear-probe")
                                                .order("pixel < perceptual"))
                                .build())
                .problems();

        String text = problems.stream()
                .map(problem -> String.format(
                        "%s  %s%n          %s%n          %s%n",
                        problem.code(), problem.what(), problem.where(), problem.remedy()))
                .collect(Collectors.joining());
        try (InputStream golden = PublishedProblemsTest.class.getResourceAsStream("published.txt")) {
            assertThat(text).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void inAFileTheLineIsThatOfTheElement() {
        String file = """
                study = s, data = scenes, task = linear-probe, tokenizer = vqvae, seeds = [0]
                published = [
                  { source = one, task = linear-probe }
                  { source = two, task = lin, figures = [{ choice = vqvae, value = 1 }] }
                ]""";
        ConfigParseOptions named = ConfigParseOptions.defaults().setOriginDescription("s.conf");
        assertThat(catchThrowableOfType(
                                InvalidInputException.class,
                                () -> StudyFile.read(ConfigFactory.parseString(file, named)))
                        .problems())
                .map(problem -> problem.code() + " " + problem.where())
                .containsExactly("PECO-117 s.conf:4");
    }
}
