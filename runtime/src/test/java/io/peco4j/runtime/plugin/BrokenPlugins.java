package io.peco4j.runtime.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarFile;

/** Every way to break a plugin that we know of, by the name of its golden file; and one that works. */
final class BrokenPlugins {
    static final String DATASET = """
            public final class Shapes implements Dataset {
                public record Options() {}
                @Inject Shapes(Options options) {}
                public List<Split> splits() { return List.of(); }
                public List<String> classes() { return List.of(); }
                public Class<? extends Example> exampleType() { return Example.Image.class; }
                public String fingerprint() { return ""; }
            }
            """;
    private static final String REGISTER = "dataset(\"bad.x\", Shapes.Options.class).to(Shapes.class);";

    /** Java 1.0 had class files of version 45. */
    private static final int OF_JAVA_99 = 44 + 99;

    private BrokenPlugins() {}

    /** Writes a plugin of the given name into the folder: a jar, a folder, or several. */
    interface Making {
        void into(Path folder, String name) throws IOException;
    }

    static Map<String, Making> all() {
        Map<String, Making> all = new LinkedHashMap<>();
        files(all);
        manifests(all);
        modules(all);
        code(all);
        linkage(all);
        options(all);
        wiring(all);
        ids(all);
        return all;
    }

    static JarBuilder good(String title, String id) {
        return JarBuilder.plugin(title, "acme.Good")
                .source("Shapes", DATASET)
                .source(
                        "Good",
                        "public final class Good extends PluginModule { protected void configure() {" + " dataset(\""
                                + id + "\", Shapes.Options.class).to(Shapes.class); } }");
    }

    /** One whose {@code configure()} is given. */
    static JarBuilder bad(String configure) {
        return JarBuilder.plugin("bad", "acme.Bad")
                .source("Shapes", DATASET)
                .source(
                        "Bad",
                        "@SuppressWarnings(\"all\") public final class Bad extends PluginModule {\n"
                                + "protected void configure() { " + configure + " } }");
    }

    private static void files(Map<String, Making> all) {
        all.put("file-empty", (folder, name) -> Files.write(jar(folder, name), new byte[0]));
        all.put("file-no-zip", (folder, name) -> Files.writeString(jar(folder, name), "no zip"));
        all.put("file-truncated", (folder, name) -> {
            byte[] whole = Files.readAllBytes(bad(REGISTER).write(jar(folder, name)));
            Files.write(jar(folder, name), Arrays.copyOf(whole, whole.length * 2 / 3));
        });
        all.put("file-damaged-entry", (folder, name) -> {
            byte[] whole = Files.readAllBytes(bad(REGISTER).write(jar(folder, name)));
            // The first entries are the manifest and acme/Bad.class: the damage is in what is packed of the latter.
            byte[] entry = "acme/Bad.class".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            int at = indexOf(whole, entry) + entry.length;
            Arrays.fill(whole, at, at + 40, (byte) 0xFF);
            Files.write(jar(folder, name), whole);
        });
        all.put("folder-empty", (folder, name) -> Files.createDirectories(folder.resolve(name)));
        all.put(
                "services-none",
                (folder, name) -> new JarBuilder().file("readme.txt", "old").write(folder.resolve(name + "/old.jar")));
        all.put(
                "services-lost",
                (folder, name) ->
                        bad(REGISTER).withoutFile(PluginJar.SERVICES_FILE).write(jar(folder, name)));
        all.put(
                "services-merged",
                (folder, name) -> bad(REGISTER)
                        .file(PluginJar.SERVICES_FILE, "acme.Bad\nother.Plugin\n")
                        .write(jar(folder, name)));
        all.put(
                "api-relocated",
                (folder, name) -> new JarBuilder()
                        .source("PluginModule", "public abstract class PluginModule {}")
                        .source("Bad", "public final class Bad extends acme.PluginModule {}")
                        .write(jar(folder, name)));
    }

    private static void manifests(Map<String, Making> all) {
        all.put(
                "level-missing",
                (folder, name) -> bad(REGISTER).without("Peco4j-Api-Level").write(jar(folder, name)));
        Map.of("older", "1", "newer", "3", "no-number", "one", "blank", " ")
                .forEach((word, level) -> all.put(
                        "level-" + word,
                        (folder, name) -> bad(REGISTER)
                                .attribute("Peco4j-Api-Level", level)
                                .write(jar(folder, name))));
        Map.of(
                        "api", "io/peco4j/api/data/Dataset.class",
                        "djl", "META-INF/versions/21/ai/djl/Model.class",
                        "guice", "com/google/inject/Guice.class")
                .forEach((word, file) -> all.put(
                        "bundles-" + word,
                        (folder, name) -> bad(REGISTER)
                                .file(file, "")
                                .file("com/google/injection/Fine.class", "")
                                .write(jar(folder, name))));
    }

    private static void modules(Map<String, Making> all) {
        all.put(
                "module-not-found",
                (folder, name) -> bad(REGISTER)
                        .file(PluginJar.SERVICES_FILE, "acme.Absent")
                        .write(jar(folder, name)));
        all.put(
                "module-is-none",
                (folder, name) -> bad(REGISTER)
                        .file(PluginJar.SERVICES_FILE, "acme.Shapes")
                        .write(jar(folder, name)));
        module(all, "module-not-public", "class Bad extends PluginModule { public Bad() {} }");
        module(all, "module-with-arguments", "public class Bad extends PluginModule { public Bad(int i) {} }");
        module(all, "module-abstract", "public abstract class Bad extends PluginModule {}");
    }

    private static void code(Map<String, Making> all) {
        module(
                all,
                "constructor-throws",
                "public class Bad extends PluginModule {\n"
                        + "public Bad() { throw new IllegalStateException(\"no licence\"); } }");
        module(
                all,
                "static-initializer-throws",
                "public class Bad extends PluginModule {\n"
                        + "static { if (true) throw new IllegalStateException(\"no native library\"); } }");
        configure(all, "static-initializer-throws-twice", """
                try { new Stumbling(); } catch (ExceptionInInitializerError e) { }
                new Stumbling();
                } static class Stumbling { static { if (true) throw new IllegalStateException("once"); }""");
        configure(all, "configure-throws", "throw new IllegalStateException(\"no disk\");");
        configure(all, "configure-throws-an-error", "throw new Error(\"never\");");
        configure(all, "configure-never-ends-calling", "configure();");
        configure(all, "exits", "System.exit(3);");
        configure(
                all,
                "exits-elsewhere",
                "dataset(\"bad.x\", Shapes.Options.class).to(Shapes.class); new Far().run(); }"
                        + " static class Far { void run() { java.util.function.IntConsumer end ="
                        + " Runtime.getRuntime()::halt; }");
        configure(
                all,
                "prints-and-throws",
                "System.out.println(\"loading ...\"); new IllegalStateException().printStackTrace();"
                        + " throw new IllegalStateException(\"no disk\");");
    }

    private static void linkage(Map<String, Making> all) {
        all.put("class-missing", (folder, name) -> {
            Path library = folder.resolve(".library.jar");
            new JarBuilder()
                    .source("Gone", "public class Gone { public Gone() {} }")
                    .write(library);
            bad("new Gone();").write(jar(folder, name), library);
        });
        configure(all, "class-of-the-host", "new picocli.CommandLine(this);");
        all.put("java-newer", (folder, name) -> {
            byte[] module = module(bad(REGISTER).write(jar(folder, name)));
            module[7] = (byte) OF_JAVA_99;
            bad(REGISTER).file("acme/Bad.class", module).write(jar(folder, name));
        });
        all.put("class-cut-off", (folder, name) -> {
            byte[] module = module(bad(REGISTER).write(jar(folder, name)));
            bad(REGISTER)
                    .file("acme/Bad.class", Arrays.copyOf(module, module.length / 2))
                    .write(jar(folder, name));
        });
    }

    private static void options(Map<String, Making> all) {
        option(all, "no-description", "int sides");
        option(all, "type", "@Describe(\"a colour\") java.awt.Color colour");
        option(all, "default-unparsable", "@Describe(\"how many\") @Default(\"many\") int sides");
        option(all, "default-null", "@Describe(\"how many\") @Default(\"null\") int sides");
        option(all, "default-no-hocon", "@Describe(\"how many\") @Default(\"{ 3\") List<Integer> sides");
        option(
                all,
                "default-out-of-range",
                "@Describe(\"how many\") @Range(min = 3, max = 9) @Default(\"2\") int sides");
        option(all, "empty-range", "@Describe(\"how many\") @Range(min = 9, max = 3) int sides");
        taskOption(all, "options-of-a-task-data", "@Describe(\"what it judges on\") Component<Dataset> data");
        taskOption(all, "options-of-a-task-encoder", "@Describe(\"a side\") @Default(\"8\") int encoder");
        option(all, "record-throws", "", "public Wrong { throw new ArithmeticException(); }");
    }

    private static void taskOption(Map<String, Making> all, String called, String option) {
        all.put(
                called,
                (folder, name) -> bad("task(\"bad.x\", Judge.Options.class).to(Judge.class);")
                        .source("Judge", """
                                public final class Judge implements io.peco4j.api.task.DownstreamTask {
                                    public record Options(@OPTION) {}
                                    @Inject Judge(Options options) {}
                                    public io.peco4j.api.task.Findings findings(io.peco4j.api.task.Examples examples) {
                                        throw new AssertionError();
                                    }
                                }
                                """.replace("@OPTION", option))
                        .write(jar(folder, name)));
    }

    private static void wiring(Map<String, Making> all) {
        component(all, "class-abstract", "abstract class X extends Base { @Inject X(Options o) {} }");
        component(all, "class-of-no-kind", "class X { @Inject X(Base.Options o) {} }");
        component(all, "constructor-without-inject", "class X extends Base { X(Options o) {} }");
        component(all, "constructors-two", "class X extends Base { @Inject X(Options o) {} @Inject X() {} }");
        component(all, "argument-of-another-kind", "class X extends Base { @Inject X(Options o, Tokenizer t) {} }");
        component(all, "argument-unbound", "class X extends Base { @Inject X(Options o, Runnable unbound) {} }");
        component(all, "argument-set-unbound", "class X extends Base { @Inject X(Options o, Set<String> unbound) {} }");
        wired(all, "argument-of-argument-unbound", "", "class Thing { @Inject Thing(Runnable unbound) {} }");
        wired(all, "argument-without-inject", "", "class Thing {  }");
        wired(
                all,
                "circle",
                "bind(Other.class);",
                "class Thing { @Inject Thing(Other o) {} } class Other { @Inject Other(Thing t) {} }");
        wired(
                all,
                "circle-of-singletons",
                "bind(Other.class).asEagerSingleton();",
                "class Thing { @Inject Thing(Other o) {} } class Other { @Inject Other(Thing t) {} }");
        wired(
                all,
                "singleton-asks-for-context",
                "bind(Other.class).asEagerSingleton();",
                "class Thing { @Inject Thing() {} } class Other { @Inject Other(Base.Options c) {} }");
        wired(all, "bound-twice", "bind(Thing.class).toInstance(new Thing());", "class Thing { @Inject Thing() {} }");
        configure(all, "bound-to-a-stranger", REGISTER + "bind(Runnable.class).to(Thread.class);");
        configure(all, "adds-an-error", REGISTER + "addError(\"no licence for %s\", \"acme\");");
        configure(all, "no-component", "");
    }

    private static void ids(Map<String, Making> all) {
        configure(all, "id-malformed", "dataset(\"Bad_X\", Shapes.Options.class).to(Shapes.class);");
        configure(all, "id-reserved", "dataset(\"shapes\", Shapes.Options.class).to(Shapes.class);");
        configure(all, "id-twice", REGISTER.repeat(2));
        all.put("id-of-two-jars", (folder, name) -> {
            good("one", "acme.shapes").write(jar(folder, name + "-1"));
            Files.copy(jar(folder, name + "-1"), jar(folder, name + "-2"));
        });
    }

    private static void configure(Map<String, Making> all, String name, String configure) {
        all.put(name, (folder, file) -> bad(configure).write(jar(folder, file)));
    }

    private static void module(Map<String, Making> all, String name, String module) {
        all.put(name, (folder, file) -> bad("").source("Bad", module).write(jar(folder, file)));
    }

    private static void option(Map<String, Making> all, String name, String component) {
        option(all, name, component, "");
    }

    private static void option(Map<String, Making> all, String name, String component, String body) {
        all.put(
                "options-" + name,
                (folder, file) -> withBase("class X extends Base { @Inject X(Wrong o) {} }", "", "Wrong")
                        .source("Wrong", "public record Wrong(" + component + ") { " + body + " }")
                        .write(jar(folder, file)));
    }

    private static void component(Map<String, Making> all, String name, String implementation) {
        all.put(
                name,
                (folder, file) -> withBase(implementation, "", "Base.Options").write(jar(folder, file)));
    }

    /** A component that asks for a Thing, which the module binds. */
    private static void wired(Map<String, Making> all, String name, String binds, String thing) {
        all.put(
                name,
                (folder, file) -> withBase(
                                "class X extends Base { @Inject X(Options o, Thing t) {} } " + thing,
                                "bind(Thing.class); " + binds,
                                "Base.Options")
                        .write(jar(folder, file)));
    }

    private static JarBuilder withBase(String implementation, String binds, String options) {
        return bad("dataset(\"bad.x\", " + options + ".class).to((Class) X.class); " + binds)
                .source(
                        "Base",
                        DATASET.replace("final class Shapes", "class Base")
                                .replace("@Inject Shapes(Options options) {}", ""))
                .source("X", implementation);
    }

    private static Path jar(Path folder, String name) {
        return folder.resolve(name + ".jar");
    }

    private static byte[] module(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.getInputStream(jar.getEntry("acme/Bad.class")).readAllBytes();
        }
    }

    private static int indexOf(byte[] whole, byte[] part) {
        int at = 0;
        while (!Arrays.equals(whole, at, at + part.length, part, 0, part.length)) {
            at++;
        }
        return at;
    }
}
