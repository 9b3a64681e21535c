package io.peco4j.product.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.product.Checkout;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The stand-alone project {@code external-plugin}, built as Maven would build it: compiled against the API, the study
 * language and nn alone, with the manifest of its POM. Immutable; the methods {@code with...} give one that is broken
 * in some way.
 *
 * @param files what the jar holds, by name
 * @param manifest its main attributes
 */
record ExternalPlugin(Map<String, byte[]> files, Map<String, String> manifest) {
    static final String SERVICES_FILE = "META-INF/services/io.peco4j.api.plugin.PluginModule";
    static final String API_LEVEL = "Peco4j-Api-Level";

    private static final Path PROJECT = Checkout.root().resolve("conformance-tests/external-plugin");

    /** Modules of peco4j that a plugin is not compiled against. */
    private static final List<String> HIDDEN =
            List.of("runtime", "conformance", "dsl-examples", "datasets", "tokenizers", "backbones", "tasks");

    /** Compiles the project. */
    static ExternalPlugin build(Path scratch) throws IOException {
        return build(scratch, Map.of());
    }

    /**
     * Compiles the project with some of its text replaced.
     *
     * @param replaced what stands in its sources, and what stands there instead
     */
    static ExternalPlugin build(Path scratch, Map<String, String> replaced) throws IOException {
        return build(PROJECT, scratch, replaced);
    }

    /** The same of any project with Maven's folders. */
    static ExternalPlugin build(Path project, Path scratch, Map<String, String> replaced) throws IOException {
        Path sources = scratch.resolve("sources");
        Path classes = Files.createDirectories(scratch.resolve("classes"));
        Path main = project.resolve("src/main");
        for (Path file : filesOf(main.resolve("java"))) {
            String text = Files.readString(file);
            for (Map.Entry<String, String> change : replaced.entrySet()) {
                text = text.replace(change.getKey(), change.getValue());
            }
            Path copy = sources.resolve(main.resolve("java").relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.writeString(copy, text);
        }
        compile(filesOf(sources), classes);
        Map<String, byte[]> files = new TreeMap<>();
        for (Path root : List.of(classes, main.resolve("resources"))) {
            for (Path file : filesOf(root)) {
                files.put(root.relativize(file).toString().replace(File.separatorChar, '/'), Files.readAllBytes(file));
            }
        }
        return new ExternalPlugin(files, manifestOf(Files.readString(project.resolve("pom.xml"))));
    }

    /** Compiles a project's tests against its classes, which {@link #build} left in the folder, and the kit. */
    static void compileTests(Path project, Path scratch) throws IOException {
        compile(
                filesOf(project.resolve("src/test/java")),
                Files.createDirectories(scratch.resolve("test-classes")),
                scratch.resolve("classes") + File.pathSeparator + System.getProperty("java.class.path"));
    }

    ExternalPlugin withFile(String name, byte[] content) {
        Map<String, byte[]> more = new TreeMap<>(files);
        more.put(name, content);
        return new ExternalPlugin(more, manifest);
    }

    ExternalPlugin withoutFile(String name) {
        Map<String, byte[]> fewer = new TreeMap<>(files);
        assertThat(fewer.remove(name)).as(name).isNotNull();
        return new ExternalPlugin(fewer, manifest);
    }

    ExternalPlugin withAttribute(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(manifest);
        changed.put(name, value);
        return new ExternalPlugin(files, changed);
    }

    /** Writes the jar. */
    Path pack(Path jar) throws IOException {
        Manifest written = new Manifest();
        written.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.forEach(written.getMainAttributes()::putValue);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), written)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
                out.closeEntry();
            }
        }
        return jar;
    }

    private static void compile(List<Path> sources, Path classes) throws IOException {
        String path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> HIDDEN.stream().noneMatch(module -> isModule(entry, module)))
                .collect(Collectors.joining(File.pathSeparator));
        compile(sources, classes, path);
    }

    private static void compile(List<Path> sources, Path classes, String path) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of(
                "-d",
                classes.toString(),
                "-cp",
                path,
                "--release",
                "17",
                "-proc:none",
                "-parameters",
                "-Xlint:all,-classfile,-processing,-options",
                "-Werror");
        StringWriter errors = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, UTF_8)) {
            assertThat(compiler.getTask(errors, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                            .call())
                    .as(errors::toString)
                    .isTrue();
        }
    }

    /** Whether a class path entry is that module's folder of classes or its jar. */
    private static boolean isModule(String entry, String module) {
        String slashed = entry.replace(File.separatorChar, '/');
        return slashed.contains("/" + module + "/target/") || slashed.contains("peco4j-" + module + "-");
    }

    private static Map<String, String> manifestOf(String pom) {
        String entries = pom.substring(pom.indexOf("<manifestEntries>") + 17, pom.indexOf("</manifestEntries>"));
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher entry = Pattern.compile("<([\\w-]+)>([^<]*)</").matcher(entries);
        while (entry.find()) {
            attributes.put(
                    entry.group(1),
                    entry.group(2)
                            .replace("${project.artifactId}", first(pom, "artifactId"))
                            .replace("${project.version}", first(pom, "version")));
        }
        return attributes;
    }

    private static String first(String pom, String tag) {
        Matcher found = Pattern.compile("<" + tag + ">([^<]*)</" + tag + ">").matcher(pom);
        assertThat(found.find()).as(tag).isTrue();
        return found.group(1);
    }

    private static List<Path> filesOf(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
