package io.peco4j.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.peco4j.api.component.ComponentId;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that each work alone but not together, and folders; see {@link DoorTest} for the rest. */
final class QuarantineTest {
    private static Path works = Path.of("");

    @TempDir
    Path folder;

    @BeforeAll
    static void compileAPluginThatWorks(@TempDir Path once) throws IOException {
        works = BrokenPlugins.good("good", "good.shapes").write(once.resolve("good.jar"));
    }

    @BeforeEach
    void putItThere() throws IOException {
        Files.copy(works, folder.resolve("good.jar"));
    }

    @AfterEach
    void loadsAllTheSame() throws IOException {
        try (Registry registry = Registry.load(List.of(), List.of(folder))) {
            assertThat(registry.find(ComponentKind.DATASET, new ComponentId("good.shapes")))
                    .isPresent();
        }
    }

    @Test
    void aClashOfTwoPluginsSetsBothAsideAndNamesBoth() throws IOException {
        BrokenPlugins.good("one", "acme.shapes").write(folder.resolve("one.jar"));
        BrokenPlugins.good("two", "acme.shapes").write(folder.resolve("two.jar"));
        try (Registry registry = Registry.load(List.of(), List.of(folder))) {
            assertThat(registry.find(ComponentKind.DATASET, new ComponentId("acme.shapes")))
                    .isEmpty();
            assertThat(registry.quarantined()).extracting(Quarantined::name).containsExactly("one", "two");
            Problem problem = registry.quarantined().get(0).problems().get(0);
            assertThat(problem.code()).isEqualTo("PECO-413");
            assertThat(problem.where()).endsWith("one.jar");
            assertThat(problem.remedy()).contains("two.jar");
        }
    }

    @Test
    void aClashWithABundledPluginLeavesThatInPlace(@TempDir Path home) throws IOException {
        BrokenPlugins.good("bundled", "acme.shapes").write(home.resolve("bundled.jar"));
        BrokenPlugins.good("two", "acme.shapes").write(folder.resolve("two.jar"));
        try (Registry registry = Registry.load(List.of(home), List.of(folder))) {
            assertThat(registry.quarantined()).extracting(Quarantined::name).containsExactly("two");
            assertThat(registry.find(ComponentKind.DATASET, new ComponentId("acme.shapes")))
                    .hasValueSatisfying(
                            entry -> assertThat(entry.plugin().name()).isEqualTo("bundled"));
        }
    }

    /** Java looks for a class when code that names it runs: such a plugin loads. */
    @Test
    void aClassThatOnlyRunningCodeNeedsIsFoundMissingBeforeAndNamedAfterwards(@TempDir Path elsewhere)
            throws Exception {
        Path library =
                new JarBuilder().source("Library", "public class Library {}").write(elsewhere.resolve("library.jar"));
        BrokenPlugins.good("lazy", "lazy.shapes")
                .source("Lazy", "public class Lazy { public static String late() { return \"\" + new Library(); } }")
                .write(folder.resolve("lazy.jar"), library);
        try (Registry registry = Registry.load(List.of(), List.of(folder))) {
            assertThat(registry.quarantined()).isEmpty();
            assertThat(registry.missingClasses()).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo("PECO-409");
                assertThat(problem.what()).contains("the class acme.Library is missing", "which acme.Lazy needs");
                assertThat(problem.where()).endsWith("lazy.jar");
            });
        }
        try (PluginClassLoader loader = new PluginClassLoader(
                "lazy", List.of(folder.resolve("lazy.jar")), getClass().getClassLoader())) {
            Method late = loader.loadClass("acme.Lazy").getMethod("late");
            assertThatThrownBy(() -> late.invoke(null))
                    .satisfies(thrown -> assertThat(Linkage.of(thrown)).hasValueSatisfying(problem -> {
                        assertThat(problem.what()).isEqualTo("the class acme.Library is missing");
                        assertThat(problem.place()).contains("lazy");
                    }));
        }
        assertThat(Linkage.of(new NoClassDefFoundError("acme/Library"))).isEmpty();
    }

    @Test
    void aComponentWithUnusableOptionsIsLeftOutByItself() throws IOException {
        BrokenPlugins.bad(
                        "dataset(\"bad.x\", Wrong.class).to(X.class); dataset(\"bad.y\", Shapes.Options.class).to(Shapes.class);")
                .source("Wrong", "public record Wrong(@Describe(\"how many\") @Default(\"null\") int sides) {}")
                .source(
                        "X",
                        "public final class X implements Dataset { @Inject X(Wrong options) {}"
                                + " public List<Split> splits() { return List.of(); }"
                                + " public List<String> classes() { return List.of(); }"
                                + " public Class<? extends Example> exampleType() { return Example.Image.class; }"
                                + " public String fingerprint() { return \"\"; } }")
                .write(folder.resolve("half.jar"));
        try (Registry registry = Registry.load(List.of(), List.of(folder))) {
            assertThat(registry.quarantined()).isEmpty();
            assertThat(registry.entries()).extracting(Entry::id).contains(new ComponentId("bad.y"));
            assertThat(registry.leftOut(ComponentKind.DATASET, new ComponentId("bad.x")))
                    .hasValueSatisfying(problem -> {
                        assertThat(problem.code()).isEqualTo("PECO-414");
                        assertThat(problem.what()).contains("the dataset bad.x", "acme.Wrong", "sides");
                        assertThat(problem.where()).endsWith("half.jar");
                        assertThat(registry.remarks()).contains(problem);
                    });
            assertThat(registry.leftOut(ComponentKind.DATASET, new ComponentId("bad.y")))
                    .isEmpty();
        }
    }

    @Test
    void aJarThatIsNotThere() throws IOException {
        Path absent = folder.resolve("absent.jar");
        try (Registry registry = Registry.load(List.of(), List.of(absent, folder))) {
            assertThat(registry.quarantined().get(0).problems())
                    .extracting(Problem::code, Problem::what)
                    .containsExactly(tuple("PECO-402", "there is no such file"));
        }
    }

    @Test
    void aFolderThatIsNotThere() throws IOException {
        Path absent = folder.resolve("absent");
        try (Registry registry = Registry.load(List.of(), List.of(absent, folder))) {
            Problem problem = registry.quarantined().get(0).problems().get(0);
            assertThat(problem.code()).isEqualTo("PECO-401");
            assertThat(problem.where()).isEqualTo(absent.toString());
        }
    }
}
