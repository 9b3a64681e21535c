package io.peco4j.product.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.product.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lines have up to 120 columns, in Java and in Markdown, but for those that cannot be broken. */
final class LineLengthTest {
    private static final int COLUMNS = 120;

    /** Headings and rows of tables. */
    private static final Pattern WHOLE_IN_MARKDOWN = Pattern.compile("#+ .*|\\|.*");

    /** A string or an import. The formatter breaks whatever else it can, Javadoc one column later. */
    private static final Pattern WHOLE_IN_JAVA =
            Pattern.compile(".*\"(\\\\.|[^\"\\\\]){20,}\".*|import .*|(?=.{121}$) *\\* .*");

    @Test
    void markdownIsWrapped() throws IOException {
        // The log of changes is appended to by everyone; its lines are its entries.
        assertThat(tooLong(".md", "```", WHOLE_IN_MARKDOWN.asMatchPredicate()))
                .filteredOn(line -> !line.contains("CHANGELOG.md"))
                .isEmpty();
    }

    @Test
    void javaIsWrapped() throws IOException {
        assertThat(tooLong(".java", "\"\"\"", WHOLE_IN_JAVA.asMatchPredicate())).isEmpty();
    }

    @Test
    void aLongLineIsFound() {
        String words = "word ".repeat(30);
        String name = "x".repeat(COLUMNS + 1);
        assertThat(tooLong("a", List.of(words), "```", WHOLE_IN_MARKDOWN.asMatchPredicate()))
                .hasSize(1);
        assertThat(tooLong("a", List.of("# " + words, "```", words, "```", name), "```", line -> line.startsWith("# ")))
                .isEmpty();
        assertThat(tooLong("a", List.of("return " + words + ";"), "\"\"\"", WHOLE_IN_JAVA.asMatchPredicate()))
                .hasSize(1);
        assertThat(tooLong("a", List.of("\"\"\"", words, "\"\"\""), "\"\"\"", WHOLE_IN_JAVA.asMatchPredicate()))
                .isEmpty();
    }

    /** @param quote opens and closes text that is as it has to be */
    private static List<String> tooLong(String ending, String quote, Predicate<String> whole) throws IOException {
        List<String> tooLong = new ArrayList<>();
        int files = 0;
        for (Path file : files(ending)) {
            files++;
            tooLong.addAll(tooLong(file.toString(), Files.readAllLines(file), quote, whole));
        }
        assertThat(files).as("files *" + ending).isGreaterThan(20);
        return tooLong;
    }

    private static List<String> tooLong(String file, List<String> lines, String quote, Predicate<String> whole) {
        List<String> tooLong = new ArrayList<>();
        boolean quoted = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean toggles = line.split(Pattern.quote(quote), -1).length % 2 == 0;
            if (line.length() > COLUMNS && !quoted && !toggles && !whole.test(line) && breaks(line)) {
                tooLong.add(file + ":" + (i + 1));
            }
            quoted ^= toggles;
        }
        return tooLong;
    }

    /** Whether there is a space before the last column: a link, or a name, has none. */
    private static boolean breaks(String line) {
        return line.strip().lastIndexOf(' ', COLUMNS) > 0;
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(Checkout.root())) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !file.toString().contains(Path.of("target").toString()))
                    // Templates are filled in with names of other lengths.
                    .filter(file -> !file.toString()
                            .contains(Path.of("runtime", "template").toString()))
                    .toList();
        }
    }
}
