package io.peco4j.product.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.dsl.Study;
import io.peco4j.product.Checkout;
import io.peco4j.runtime.source.StudySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies that the documentation shows compile and build, as a reader who copies one would find. */
final class ReadmeStudyTest {
    private static final Path ROOT = Checkout.root();
    private static final Pattern LISTING = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PROGRAM =
            Pattern.compile("public final class (\\w+).*public static Study study\\(", Pattern.DOTALL);

    @Test
    void everyShownStudyIsOne(@TempDir Path folder) throws IOException {
        List<Study> studies = new ArrayList<>();
        for (Path page : pages()) {
            Matcher listing = LISTING.matcher(Files.readString(page));
            while (listing.find()) {
                Matcher program = PROGRAM.matcher(listing.group(1));
                if (program.find()) {
                    Path file = folder.resolve(program.group(1) + ".java");
                    Files.writeString(file, listing.group(1));
                    studies.add(StudySource.load(file.toString()));
                }
            }
        }
        assertThat(studies)
                .isNotEmpty()
                .allSatisfy(study -> assertThat(study.tasks()).isNotEmpty());
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            docs.filter(path -> path.toString().endsWith(".md")))
                    .toList();
        }
    }
}
