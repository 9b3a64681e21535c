package io.peco4j.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.plugin.ComponentId;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to break a plugin, beside one that works: the broken one is named with its remedy, the other loads. */
final class QuarantineTest {
    private static final String DATASET = """
            public final class Shapes implements Dataset {
                public record Options() {}
                @Inject Shapes(Options options) {}
                public List<Split> splits() { return List.of(); }
                public List<String> classes() { return List.of(); }
                public String fingerprint() { return ""; }
            }
            """;

    private static Path works = Path.of("");

    @TempDir
    Path folder;

    @BeforeAll
    static void compileAPluginThatWorks(@TempDir Path once) throws IOException {
        works = good("good", "good.shapes").write(once.resolve("good.jar"));
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
    void noServicesFile() throws IOException {
        new JarBuilder().file("readme.txt", "old").write(folder.resolve("left-over/old.jar"));
        check("PECO-403", "no services file: this is no plugin", "looked into old.jar");
        Files.delete(folder.resolve("left-over/old.jar"));
        check("PECO-403", "no services file", "there is no jar in it");
    }

    @Test
    void twoModules() throws IOException {
        bad("").file(PluginJar.SERVICES_FILE, "a.B\nc.D\n").write(bad());
        check("PECO-403", "services files name 2 modules: a.B, c.D", "a plugin has one module");
    }

    @Test
    void apiLevel() throws IOException {
        bad("").without("Peco4j-Api-Level").write(bad());
        check("PECO-404", "does not say for which API level", "Peco4j-Api-Level: 1");
        bad("").attribute("Peco4j-Api-Level", "0").write(bad());
        check("PECO-404", "built for API level 0, this peco4j has level 1", "build it anew");
        bad("").attribute("Peco4j-Api-Level", "2").write(bad());
        check("PECO-404", "built for API level 2, this peco4j has level 1", "newer peco4j");
        bad("").attribute("Peco4j-Api-Level", "one").write(bad());
        check("PECO-404", "built for API level one", "a whole number");
    }

    @Test
    void bundledSharedPackages() throws IOException {
        bad("").file("io/peco4j/api/data/Dataset.class", "")
                .file("META-INF/versions/21/ai/djl/Model.class", "")
                .file("com/google/injection/Fine.class", "")
                .write(bad());
        check("PECO-405", "the jar contains ai.djl, io.peco4j.api, which peco4j gives", "scope provided");
    }

    @Test
    void theEntryClass() throws IOException {
        bad("").file(PluginJar.SERVICES_FILE, "acme.Absent").write(bad());
        check("PECO-406", "names acme.Absent, and no jar of the plugin has that class", "correct the name");
        bad("").file(PluginJar.SERVICES_FILE, "acme.Shapes").write(bad());
        check("PECO-407", "acme.Shapes is no PluginModule", "extends PluginModule");
        bad("").source("Bad", "class Bad extends PluginModule { public Bad() {} }")
                .write(bad());
        check("PECO-407", "acme.Bad is not public", "is public");
        bad("").source("Bad", "public class Bad extends PluginModule { public Bad(int i) {} }")
                .write(bad());
        check("PECO-407", "acme.Bad has no public constructor without arguments", "constructor without arguments");
        bad("").source("Bad", "public abstract class Bad extends PluginModule {}")
                .write(bad());
        check("PECO-407", "acme.Bad is abstract", "");
    }

    @Test
    void codeThatThrows() throws IOException {
        bad("").source(
                        "Bad",
                        "public class Bad extends PluginModule {\n"
                                + "public Bad() { throw new IllegalStateException(\"no licence\"); } }")
                .write(bad());
        check(
                "PECO-408",
                "throws IllegalStateException: no licence while it is loaded",
                "at acme.Bad.<init>(Bad.java:3)");
        bad("").source("Bad", "public class Bad extends PluginModule { static final int X = Integer.parseInt(\"x\"); }")
                .write(bad());
        check("PECO-408", "throws NumberFormatException: For input string: \"x\"", "tell its author");
        bad("throw new AssertionError(\"never\");").write(bad());
        check("PECO-408", "throws AssertionError: never", "tell its author");
        bad("configure();").write(bad());
        check("PECO-408", "throws StackOverflowError", "tell its author");
        bad("throw new IllegalStateException(\"no disk\");").write(bad());
        check("PECO-410", "its module throws IllegalStateException: no disk", "tell its author");
    }

    @Test
    void aMissingClass() throws IOException {
        Path library = folder.resolve(".library.jar");
        new JarBuilder()
                .source("Gone", "public class Gone { public Gone() {} }")
                .write(library);
        bad("new Gone();").write(bad(), library);
        check("PECO-409", "the class acme.Gone is missing", "put the jar that has it into the plugin's folder");
        bad("new picocli.CommandLine(this);").write(bad());
        check("PECO-409", "the class picocli.CommandLine is missing", "peco4j has it but does not share it");
    }

    @Test
    void aNewerJava() throws IOException {
        bad("").write(bad());
        byte[] module = classBytes("acme/Bad.class");
        module[7] = (byte) (44 + 99);
        bad("").file("acme/Bad.class", module).write(bad());
        check(
                "PECO-409",
                "compiled for Java 99, this is Java " + Runtime.version().feature(),
                "--release");
    }

    @Test
    void aModuleThatCannotBeWired() throws IOException {
        bad("dataset(\"bad.x\", Shapes.Options.class).to(Shapes.class); bind(Runnable.class).to(Thread.class);")
                .write(bad());
        check("PECO-410", "its module cannot be wired: ", "tell its author");
        bad("dataset(\"Bad_X\", Shapes.Options.class).to(Shapes.class);").write(bad());
        check("PECO-410", "its module throws IllegalArgumentException: 'Bad_X' is not a component id", "");
        bad("").write(bad());
        check("PECO-411", "acme.Bad registers no component", "tokenizer(\"acme.fsq\"");
    }

    @Test
    void ids() throws IOException {
        bad("dataset(\"shapes\", Shapes.Options.class).to(Shapes.class);").write(bad());
        check("PECO-412", "the id shapes is kept for components that come with peco4j", "acme.shapes");
        bad("dataset(\"bad.x\", Shapes.Options.class).to(Shapes.class);".repeat(2))
                .write(bad());
        check("PECO-413", "the dataset bad.x is registered twice", "here and in the same module");
    }

    @Test
    void aClashOfTwoPluginsSetsBothAsideAndNamesBoth() throws IOException {
        good("one", "acme.shapes").write(folder.resolve("one.jar"));
        good("two", "acme.shapes").write(folder.resolve("two.jar"));
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
        good("bundled", "acme.shapes").write(home.resolve("bundled.jar"));
        good("two", "acme.shapes").write(folder.resolve("two.jar"));
        try (Registry registry = Registry.load(List.of(home), List.of(folder))) {
            assertThat(registry.quarantined()).extracting(Quarantined::name).containsExactly("two");
            assertThat(registry.find(ComponentKind.DATASET, new ComponentId("acme.shapes")))
                    .hasValueSatisfying(
                            entry -> assertThat(entry.plugin().name()).isEqualTo("bundled"));
        }
    }

    @Test
    void implementations() throws IOException {
        register("abstract class X extends Base { @Inject X(Options o) {} }");
        check("PECO-415", "acme.X cannot be the dataset bad.x: it is abstract", "one constructor with @Inject");
        register("class X extends Base { X(Options o) {} }");
        check("PECO-415", "it has no constructor with @Inject, or several", "jakarta.inject");
        register("class X extends Base { @Inject X(Options o, Tokenizer tokenizer) {} }");
        check("PECO-416", "the constructor of bad.x asks for io.peco4j.api.model.Tokenizer", "may ask for its options");
        register("class X extends Base { @Inject X(Options o, Runnable unbound) {} }");
        check("PECO-416", "the constructor of bad.x asks for java.lang.Runnable", "");
        register("class X extends Base { @Inject X(Options o, Set<String> unbound) {} }");
        check("PECO-410", "its module cannot be wired: ", "tell its author");
        register("class X extends Base { @Inject X(Options o, Thing unbound) {} } class Thing {}");
        check("PECO-416", "asks for acme.Thing, which nobody gives", "what its module binds");
        register("class X extends Base { @Inject X(Options o, Thing t) {} }"
                + " class Thing { @Inject Thing(VisionEncoder e) {} }");
        check("PECO-416", "asks for acme.Thing", "");
    }

    @Test
    void options() throws IOException {
        bad("dataset(\"bad.x\", Wrong.class).to((Class) Shapes.class);")
                .source("Wrong", "public record Wrong(int sides) {}")
                .write(bad());
        check("PECO-414", "the options of bad.x cannot be used: ", "see acme.Wrong");
    }

    @Test
    void filesThatCannotBeRead() throws IOException {
        Files.writeString(bad(), "no zip");
        check("PECO-402", "the jar cannot be read", "copy it anew");
        Files.delete(bad());
        Path absent = folder.resolve("absent");
        try (Registry registry = Registry.load(List.of(), List.of(absent, folder))) {
            Problem problem = registry.quarantined().get(0).problems().get(0);
            assertThat(problem.code()).isEqualTo("PECO-401");
            assertThat(problem.where()).isEqualTo(absent.toString());
        }
    }

    private void register(String implementation) throws IOException {
        bad("dataset(\"bad.x\", Base.Options.class).to((Class) X.class);")
                .source(
                        "Base",
                        DATASET.replace("final class Shapes", "class Base")
                                .replace("@Inject Shapes(Options options) {}", ""))
                .source("X", implementation)
                .write(bad());
    }

    private void check(String code, String what, String remedy) throws IOException {
        try (Registry registry = Registry.load(List.of(), List.of(folder))) {
            assertThat(registry.quarantined()).hasSize(1);
            Problem problem = registry.quarantined().get(0).problems().get(0);
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.what()).contains(what);
            assertThat(problem.where()).contains(folder.toString());
            assertThat(problem.remedy()).contains(remedy);
        }
    }

    private Path bad() {
        return folder.resolve("bad.jar");
    }

    private byte[] classBytes(String name) throws IOException {
        try (java.util.jar.JarFile jar = new java.util.jar.JarFile(bad().toFile())) {
            return jar.getInputStream(jar.getEntry(name)).readAllBytes();
        }
    }

    private static JarBuilder bad(String configure) {
        return JarBuilder.plugin("bad", "acme.Bad")
                .source("Shapes", DATASET)
                .source(
                        "Bad",
                        "@SuppressWarnings(\"all\") public final class Bad extends PluginModule {\n"
                                + "protected void configure() { " + configure + " } }");
    }

    private static JarBuilder good(String title, String id) {
        return JarBuilder.plugin(title, "acme.Good")
                .source("Shapes", DATASET)
                .source(
                        "Good",
                        "public final class Good extends PluginModule { protected void configure() {" + " dataset(\""
                                + id + "\", Shapes.Options.class).to(Shapes.class); } }");
    }
}
