package io.peco4j.product.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.product.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The runtime takes bundled components for what any others are: no code of it knows one by its id. Help may name some.
 */
final class BundledNamesTest {
    private static final Pattern REGISTERED =
            Pattern.compile("\\b(?:dataset|encoder|backbone|objective|tokenizer|pretraining|task)\\(\\s*\"([^\"]+)\"");
    private static final Pattern TEXT = Pattern.compile("\"([^\"\\\\]*)\"");

    @Test
    void theRuntimeHasNoTextThatIsTheIdOfOne() throws IOException {
        Set<String> ids = ids();
        assertThat(ids).contains("squeezenet", "vqvae", "beit", "image-folder").hasSizeGreaterThan(12);
        assertThat(sources("runtime"))
                .hasSizeGreaterThan(100)
                .allSatisfy(source ->
                        assertThat(named(Files.readString(source), ids)).isEmpty());
    }

    @Test
    void theRuleSeesThem() {
        assertThat(named("@Option(defaultValue = \"squeezenet\") // not \"squeezenet1_1\"", Set.of("squeezenet")))
                .containsExactly("squeezenet");
    }

    private static List<String> named(String source, Set<String> ids) {
        return TEXT.matcher(source)
                .results()
                .map(text -> text.group(1))
                .filter(ids::contains)
                .toList();
    }

    private static Set<String> ids() throws IOException {
        return sources("plugins").stream()
                .filter(source -> source.toString().endsWith("Plugin.java"))
                .flatMap(source -> REGISTERED.matcher(read(source)).results())
                .map(MatchResult::group)
                .map(call -> call.substring(call.indexOf('"') + 1, call.length() - 1))
                .collect(Collectors.toSet());
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Checkout.root().resolve(module))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file ->
                            file.toString().contains(Path.of("src", "main").toString()))
                    .toList();
        }
    }
}
