package io.peco4j.runtime.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.api.component.ComponentId;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.plugin.ComponentKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginClassLoaderTest {
    @TempDir
    Path folder;

    private PluginClassLoader loader =
            new PluginClassLoader("none", List.of(), getClass().getClassLoader());

    @BeforeEach
    void aJarWithACopyOfPicocli() throws IOException {
        Path jar = new JarBuilder()
                .source(
                        "Mine",
                        "public class Mine { public static Class<?> picocli() throws Exception {"
                                + " return Class.forName(\"picocli.CommandLine\"); } }")
                .file("logback.xml", "mine")
                .file("META-INF/services/java.lang.Runnable", "acme.Mine")
                .write(folder.resolve("mine.jar"));
        loader = new PluginClassLoader("mine", List.of(jar), getClass().getClassLoader());
    }

    @Test
    void sharedClassesAreTheHosts() throws ClassNotFoundException {
        assertThat(loader.loadClass("io.peco4j.api.data.Dataset")).isSameAs(Dataset.class);
        assertThat(loader.loadClass("com.google.inject.Injector")).isSameAs(com.google.inject.Injector.class);
    }

    @Test
    void ownClassesAreItsOwnAndTheHostsOtherClassesAreHidden() throws Exception {
        assertThat(loader.loadClass("acme.Mine").getClassLoader()).isSameAs(loader);
        assertThat(loader.loadClass("java.sql.Connection")).isSameAs(java.sql.Connection.class);
        for (String hidden :
                List.of("picocli.CommandLine", Registry.class.getName(), "com.google.common.collect.Lists")) {
            assertThatThrownBy(() -> loader.loadClass(hidden)).isInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    void resourcesAreItsOwnAndServicesOfTheHostAreNotSeen() throws IOException {
        try (InputStream in = Objects.requireNonNull(loader.getResourceAsStream("logback.xml"))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("mine");
        }
        assertThat(Collections.list(loader.getResources("META-INF/services/java.lang.Runnable")))
                .hasSize(1);
        assertThat(getClass().getClassLoader().getResource("META-INF/services/org.slf4j.spi.SLF4JServiceProvider"))
                .isNotNull();
        assertThat(loader.getResource("META-INF/services/org.slf4j.spi.SLF4JServiceProvider"))
                .isNull();
        assertThat(loader.getResource("META-INF/LICENSE")).isNull();
    }

    @Test
    void twoPluginsHaveTheirOwnVersionOfALibrary() throws IOException {
        for (String version : List.of("1", "2")) {
            Path plugin = folder.resolve("plugins/p" + version);
            Path library = new JarBuilder()
                    .source(
                            "Library",
                            "public class Library { public static String version() { return \"" + version + "\"; } }")
                    .write(plugin.resolve("library.jar"));
            JarBuilder.plugin("p" + version, "acme.Entry")
                    .source(
                            "Entry",
                            "public class Entry extends PluginModule { protected void configure() {" + " dataset(\"p"
                                    + version + ".data\", Data.Options.class).to(Data.class); } }")
                    .source(
                            "Data",
                            "public class Data implements Dataset { public record Options() {}"
                                    + " @Inject Data(Options options) {}"
                                    + " public List<Split> splits() { return List.of(); }"
                                    + " public List<String> classes() { return List.of(); }"
                                    + " public Class<? extends Example> exampleType() { return Example.Image.class; }"
                                    + " public String fingerprint() { return Library.version(); } }")
                    .write(plugin.resolve("plugin.jar"), library);
        }
        try (Registry registry = Registry.load(List.of(), List.of(folder.resolve("plugins")))) {
            assertThat(registry.quarantined()).isEmpty();
            assertThat(registry.entries())
                    .extracting(entry -> dataset(registry, entry.id()).fingerprint())
                    .containsExactly("1", "2");
            assertThat(registry.entries())
                    .extracting(entry -> entry.plugin().sha256())
                    .doesNotHaveDuplicates()
                    .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
        }
    }

    private static Dataset dataset(Registry registry, ComponentId id) {
        Entry entry = registry.find(ComponentKind.DATASET, id).orElseThrow();
        return entry.create(Dataset.class, ComponentInputs.options(options(entry)));
    }

    private static Record options(Entry entry) {
        try {
            return entry.registration().options().getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
