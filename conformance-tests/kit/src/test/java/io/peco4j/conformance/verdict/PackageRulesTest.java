package io.peco4j.conformance.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.conformance.mutant.tokenizer.Undescribed;
import io.peco4j.conformance.pictures.DataPlaceholders;
import io.peco4j.runtime.plugin.Entry;
import io.peco4j.runtime.plugin.Registry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PackageRulesTest {
    @TempDir
    Path folder;

    private Path cache = Path.of("");

    @BeforeEach
    void makeACache() throws IOException {
        cache = Files.createDirectory(folder.resolve("cache"));
    }

    @Test
    void aPluginThatIsInOrderBreaksNone() throws IOException {
        assertThat(broken(jar("acme/Plugin.class"), List.of(), List.of(), List.of()))
                .isEmpty();
    }

    @Test
    void whateverKeepsItFromLoadingBreaksTheFirst() throws IOException {
        assertThat(broken(jar("acme/Plugin.class"), List.of(problem("PECO-403")), List.of(), List.of()))
                .containsExactly("PKG-01");
    }

    @Test
    void optionsBreakTheSecond() throws IOException {
        assertThat(broken(jar("acme/Plugin.class"), List.of(problem("PECO-414")), List.of(), List.of()))
                .containsExactly("PKG-02");
    }

    @Test
    void aComponentWithoutDescriptionBreaksTheThird() throws IOException {
        List<Entry> entries = Registry.of(List.of(new Module())).entries();
        assertThat(broken(jar("acme/Plugin.class"), List.of(), List.of(), entries))
                .containsExactly("PKG-03");
    }

    @Test
    void anEngineThatStartedBreaksTheFourth() throws IOException {
        Files.createFile(cache.resolve("libtorch.so"));
        assertThat(broken(jar("acme/Plugin.class"), List.of(), List.of(), List.of()))
                .containsExactly("PKG-04");
    }

    @Test
    void printingBreaksTheFifth() throws IOException {
        assertThat(broken(jar("acme/Plugin.class"), List.of(), List.of(problem("PECO-418")), List.of()))
                .containsExactly("PKG-05");
    }

    @Test
    void aCopyOfKotlinBreaksTheSixth() throws IOException {
        assertThat(broken(jar("kotlin/Unit.class"), List.of(), List.of(), List.of()))
                .containsExactly("PKG-06");
    }

    @Test
    void whatTheJarTellsTheKitIsRead() throws IOException {
        Path jar = jar("acme/Plugin.class", "components = [{ kind = tokeniser, id = acme.x }]");
        assertThatThrownBy(() -> declared(jar))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("PECO-424 no kind is called tokeniser");
        Path other = jar("acme/Other.class", "components = [{ kind = tokenizer, id = acme.x }]");
        assertThatThrownBy(() -> declared(other))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the plugin has no tokenizer acme.x");
    }

    private List<Subject> declared(Path jar) {
        return Subject.of(ConformanceFile.of(List.of(jar)).stream().toList(), List.of(), new DataPlaceholders(folder));
    }

    private List<String> broken(Path jar, List<Problem> problems, List<Problem> remarks, List<Entry> entries) {
        return new PackageRules(List.of(jar), problems, remarks, entries, cache)
                .verdicts().stream()
                        .filter(Verdict::isBroken)
                        .map(Verdict::rule)
                        .toList();
    }

    private static Problem problem(String code) {
        return new Problem(code, "something", "acme.jar", "nothing");
    }

    private Path jar(String entry) throws IOException {
        return jar(entry, "components = []");
    }

    private Path jar(String entry, String kit) throws IOException {
        Path file = folder.resolve(entry.replace('/', '-') + ".jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new JarEntry(entry));
            jar.putNextEntry(new JarEntry("META-INF/peco4j/conformance.conf"));
            jar.write(kit.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static final class Module extends PluginModule {
        @Override
        protected void configure() {
            tokenizer("mutant.undescribed", Undescribed.Options.class)
                    .to(Undescribed.class.asSubclass(Tokenizer.class));
        }
    }
}
