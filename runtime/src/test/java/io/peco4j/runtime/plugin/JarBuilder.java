package io.peco4j.runtime.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.plugin.ApiLevel;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Builds jars from source text, as a stranger would: compiled against the class path of the test. */
final class JarBuilder {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** One for all, for it keeps the indices of the jars on the class path. */
    private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, Locale.ROOT, UTF_8);

    private final Map<String, String> sources = new TreeMap<>();
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Manifest manifest = new Manifest();

    JarBuilder() {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    /** A jar that says of itself what a plugin should. */
    static JarBuilder plugin(String title, String module) {
        return new JarBuilder()
                .attribute("Implementation-Title", title)
                .attribute("Implementation-Version", "1.2")
                .attribute(ApiLevel.MANIFEST_ATTRIBUTE, String.valueOf(ApiLevel.CURRENT))
                .file(PluginJar.SERVICES_FILE, module + " # the entry\n");
    }

    JarBuilder attribute(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    JarBuilder without(String attribute) {
        manifest.getMainAttributes().remove(new Attributes.Name(attribute));
        return this;
    }

    JarBuilder withoutFile(String name) {
        files.remove(name);
        return this;
    }

    JarBuilder file(String name, String text) {
        files.put(name, text.getBytes(UTF_8));
        return this;
    }

    JarBuilder file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    /** A class in package {@code acme}; imports of the API stand before it already. */
    JarBuilder source(String className, String text) {
        sources.put(
                "acme/" + className,
                "package acme; import io.peco4j.api.component.*; import io.peco4j.api.data.*; import io.peco4j.api.model.*; import io.peco4j.api.options.*; import"
                        + " io.peco4j.api.plugin.*; import jakarta.inject.*; import java.util.*;\n" + text);
        return this;
    }

    /** Compiles against further jars as well, and writes the jar. */
    Path write(Path jar, Path... libraries) throws IOException {
        Path classes = Files.createTempDirectory(
                Files.createDirectories(jar.toAbsolutePath().getParent()), ".classes");
        compile(classes, libraries);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path file : compiled.filter(Files::isRegularFile).sorted().toList()) {
                files.putIfAbsent(classes.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
                out.closeEntry();
            }
        }
        return jar;
    }

    private void compile(Path classes, Path... libraries) {
        if (sources.isEmpty()) {
            return;
        }
        StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
        for (Path library : libraries) {
            path.append(File.pathSeparatorChar).append(library);
        }
        StringWriter errors = new StringWriter();
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(new Source(name, text)));
        List<String> options = List.of("-d", classes.toString(), "-cp", path.toString(), "-proc:none");
        assertThat(COMPILER.getTask(errors, FILES, null, options, null, units).call())
                .as(errors::toString)
                .isTrue();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
