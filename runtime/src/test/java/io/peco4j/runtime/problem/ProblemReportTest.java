package io.peco4j.runtime.problem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class ProblemReportTest {
    private static final Problem UNKNOWN = new Problem(
            "PECO-103",
            "unknown option  pretraining.beit.epoch",
            "command line",
            "did you mean  epochs  ?  known: epochs, mask, encoder, schedule");
    private static final Problem RANGE = new Problem(
            "PECO-107",
            "codebook.size = 0 is out of range",
            "TokenizerShowdown.java:14",
            "a whole number from 2 to 65536");
    private static final Problem EMPTY = new Problem(
            "PECO-201",
            "data/photos holds no image",
            "TokenizerShowdown.java:9",
            "looked for .jpg .jpeg .png .bmp .gif .webp in 4 folders, found 12 files of other kinds (.txt .md)");

    @Test
    void severalProblemsStandInColumns() throws IOException {
        assertThat(ProblemReport.refusal("The study cannot start", List.of(UNKNOWN, RANGE, EMPTY)))
                .isEqualTo(golden("three-problems.txt"));
    }

    @Test
    void aLongPlaceGetsALineOfItsOwnAndIsNeverTorn() throws IOException {
        Problem far = new Problem(
                "PECO-405",
                "the jar contains io.peco4j.api, which peco4j provides to plugins",
                "/home/somebody/with/a/rather/deep/home/.peco4j/plugins/acme-tokenizers-1.4.2-SNAPSHOT-all-with-dependencies.jar",
                "leave these packages out (Maven: scope provided, or an exclusion); two copies of a class are two"
                        + " different classes\n    and a second line keeps its indent");
        assertThat(ProblemReport.refusal("The plugin cannot be used", List.of(far, RANGE)))
                .isEqualTo(golden("long-place.txt"));
    }

    @Test
    void whatIsLongIsWrappedAndWhatIsAbsentLeavesNoTrace() throws IOException {
        Problem lengthy = new Problem(
                "PECO-410",
                "its module cannot be wired: Explicit bindings are required and acme.tokenizers.fsq.LevelTable is not"
                        + " explicitly bound anywhere",
                "",
                "");
        assertThat(ProblemReport.refusal("The plugin cannot be used", List.of(lengthy)))
                .isEqualTo(golden("long-finding.txt"));
    }

    @Property(tries = 200)
    void wrappingKeepsEveryWordAndTheWidth(
            @ForAll @Size(max = 30) List<@AlphaChars @StringLength(min = 1, max = 25) String> words,
            @ForAll @IntRange(min = 5, max = 60) int width) {
        String text = String.join(" ", words);
        List<String> lines = WrappedText.lines(text, width);
        assertThat(String.join(" ", lines)).isEqualTo(text);
        assertThat(lines).allMatch(line -> line.length() <= width || line.indexOf(' ') < 0);
        // Greedy: the first word of a line would not have fitted onto the one before.
        for (int i = 1; i < lines.size(); i++) {
            String next = Arrays.asList(lines.get(i).split(" ", 2)).get(0);
            assertThat(lines.get(i - 1).length() + 1 + next.length()).isGreaterThan(width);
        }
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ProblemReportTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
