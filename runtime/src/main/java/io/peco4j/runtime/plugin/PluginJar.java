package io.peco4j.runtime.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.peco4j.api.plugin.ApiLevel;
import io.peco4j.api.plugin.PluginModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/**
 * What a jar says about itself, read without loading a class of it.
 *
 * @param file the jar
 * @param manifest its main attributes; empty if it has no manifest
 * @param modules the classes that its services file names as plugin modules; empty if it has no such file
 * @param shared packages in it that are the host's
 */
record PluginJar(Path file, Attributes manifest, List<String> modules, SortedSet<String> shared) {
    static final String SERVICES_FILE = "META-INF/services/" + PluginModule.class.getName();
    private static final Pattern VERSIONED = Pattern.compile("^META-INF/versions/\\d+/");

    static PluginJar read(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            return new PluginJar(
                    file,
                    manifest == null ? new Attributes() : manifest.getMainAttributes(),
                    modules(jar),
                    shared(jar));
        }
    }

    /** What people call the plugin; empty if the manifest does not say. */
    Optional<String> title() {
        return Optional.ofNullable(manifest.getValue(Attributes.Name.IMPLEMENTATION_TITLE));
    }

    /** Its version; empty if the manifest does not say. */
    Optional<String> version() {
        return Optional.ofNullable(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION));
    }

    /** The API level as written, perhaps no number; empty if the manifest does not say. */
    Optional<String> level() {
        return Optional.ofNullable(manifest.getValue(ApiLevel.MANIFEST_ATTRIBUTE));
    }

    private static List<String> modules(JarFile jar) throws IOException {
        ZipEntry services = jar.getEntry(SERVICES_FILE);
        if (services == null) {
            return List.of();
        }
        try (InputStream in = jar.getInputStream(services)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .distinct()
                    .toList();
        }
    }

    private static SortedSet<String> shared(JarFile jar) {
        SortedSet<String> found = new TreeSet<>();
        jar.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith(".class"))
                .map(name -> VERSIONED.matcher(name).replaceFirst("").replace('/', '.'))
                .forEach(name -> SharedPackages.of(name).ifPresent(shared -> found.add(shared.name())));
        return found;
    }
}
