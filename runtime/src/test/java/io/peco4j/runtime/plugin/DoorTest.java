package io.peco4j.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.component.ComponentId;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.cli.PluginListing;
import io.peco4j.runtime.problem.ProblemReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broken plugins beside one that works: it loads, and each of the others is explained. The whole texts are in golden
 * files; {@code -Dgolden.update=true} rewrites them.
 */
final class DoorTest {
    private static final Path GOLDEN = Stream.of("src", "runtime/src")
            .map(Path::of)
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(Path.of("src"))
            .resolve("test/resources/io/peco4j/runtime/plugin/door");
    private static final ComponentId GOOD = new ComponentId("good.shapes");

    @TempDir
    private static Path folder;

    private static Path works = Path.of("");

    @BeforeAll
    static void compileOneThatWorks() throws IOException {
        works = BrokenPlugins.good("good", GOOD.name()).write(folder.resolve("good.jar"));
    }

    @TestFactory
    Stream<DynamicTest> everyDefectIsExplained() {
        return BrokenPlugins.all().entrySet().stream()
                .map(broken ->
                        DynamicTest.dynamicTest(broken.getKey(), () -> explained(broken.getKey(), broken.getValue())));
    }

    private static void explained(String name, BrokenPlugins.Making making) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        making.into(own, name);
        Files.copy(works, own.resolve("good.jar"));
        try (Registry registry = Registry.load(List.of(), List.of(own))) {
            assertThat(registry.entries()).extracting(Entry::id).containsExactly(GOOD);
            assertThat(registry.quarantined()).isNotEmpty();
            String text = ProblemReport.list(registry.quarantined().stream()
                    .flatMap(plugin -> plugin.problems().stream())
                    .map(problem -> withoutPlace(problem, own))
                    .toList());
            // What it says is ours: no words of the injector, and no trace of a stack.
            assertThat(text).doesNotContain("Guice/", "\tat ", "internal");
            golden(name, text);
        }
    }

    @Test
    void twentyAndMoreBrokenOnesStopNothing(@TempDir Path together) throws IOException {
        Map<String, BrokenPlugins.Making> broken = BrokenPlugins.all();
        for (Map.Entry<String, BrokenPlugins.Making> each : broken.entrySet()) {
            each.getValue().into(together, each.getKey());
        }
        Files.copy(works, together.resolve("good.jar"));
        try (Registry registry = Registry.load(List.of(), List.of(together))) {
            assertThat(broken).hasSizeGreaterThan(20);
            assertThat(registry.find(ComponentKind.DATASET, GOOD)).isPresent();
            assertThat(registry.entries()).hasSize(1);
            String listing = PluginListing.of(registry);
            assertThat(listing).contains("good.shapes");
            for (String name : broken.keySet()) {
                assertThat(listing).contains(together.resolve(name).toString());
            }
        }
    }

    /** The time is told, and not judged: machines differ. */
    @Test
    void fiftyPluginsLoad(@TempDir Path many) throws IOException {
        JarBuilder builder = BrokenPlugins.good("one", "acme.shapes")
                .source(
                        "Good",
                        "public final class Good extends PluginModule { protected void configure() { dataset(\"acme.\" +"
                                + " new Scanner(Good.class.getResourceAsStream(\"/id.txt\")).next(),"
                                + " Shapes.Options.class).to(Shapes.class); } }");
        for (int i = 0; i < 50; i++) {
            builder.file("id.txt", "shapes-" + i).write(many.resolve("plugin-" + i + ".jar"));
        }
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            try (Registry registry = Registry.load(List.of(), List.of(many))) {
                times.add((System.nanoTime() - start) / 1_000_000);
                assertThat(registry.quarantined()).isEmpty();
                assertThat(registry.entries()).hasSize(50);
            }
        }
        System.out.println("50 plugins load in " + times + " ms, the first time and again");
    }

    @Test
    void whatPrintsIsUsedAndNamedAndHeldBack(@TempDir Path alone) throws IOException {
        BrokenPlugins.bad("System.out.println(\"Acme tokenizers 1.2, all rights reserved\");"
                        + " System.err.print(\"ready\"); System.setOut(null);"
                        + " org.slf4j.LoggerFactory.getLogger(Bad.class).warn(\"a log line is no print\");"
                        + " dataset(\"bad.x\", Shapes.Options.class).to(Shapes.class);")
                .write(alone.resolve("prints.jar"));
        java.io.PrintStream out = System.out;
        try (Registry registry = Registry.load(List.of(), List.of(alone))) {
            assertThat(System.out).isSameAs(out);
            assertThat(registry.quarantined()).isEmpty();
            assertThat(registry.entries()).hasSize(1);
            golden(
                    "prints",
                    ProblemReport.list(registry.remarks().stream()
                            .map(problem -> withoutPlace(problem, alone))
                            .toList()));
            assertThat(PluginListing.of(registry)).contains("Used, but:", "PECO-418");
        }
    }

    @Test
    void aLibraryThatCouldExitIsNoHarm(@TempDir Path alone) throws IOException {
        // As Kotlin's could, whose classes a plugin may bring, and as many do that can be started as well.
        BrokenPlugins.good("kotlin", "acme.shapes")
                .source("ProcessKt", "public final class ProcessKt { static void exitProcess() { System.exit(1); } }")
                .source(
                        "Good",
                        "public final class Good extends PluginModule { protected void configure() { Tool.help();"
                                + " dataset(\"acme.shapes\", Shapes.Options.class).to(Shapes.class); } }")
                .source(
                        "Tool",
                        "class Tool { static void help() {} public static void main(String[] a) { System.exit(1); } }")
                .file("META-INF/kotlin-stdlib.kotlin_module", "")
                .file("kotlin/Unit.class", "")
                .write(alone.resolve("kotlin.jar"));
        try (Registry registry = Registry.load(List.of(), List.of(alone))) {
            assertThat(registry.quarantined()).isEmpty();
            assertThat(registry.entries()).hasSize(1);
        }
    }

    private static Problem withoutPlace(Problem problem, Path place) {
        return new Problem(
                problem.code(),
                withoutPlace(problem.what(), place),
                withoutPlace(problem.where(), place),
                withoutPlace(problem.remedy(), place));
    }

    private static String withoutPlace(String text, Path place) {
        String running = String.valueOf(Runtime.version().feature());
        return text.replace(place.toString(), "PLUGINS")
                .replace("this is Java " + running, "this is Java RUNNING")
                .replace("--release " + running, "--release RUNNING");
    }

    private static void golden(String name, String text) throws IOException {
        Path file = GOLDEN.resolve(name + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
