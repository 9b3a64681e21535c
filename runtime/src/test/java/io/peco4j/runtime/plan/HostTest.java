package io.peco4j.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.runtime.content.Code;
import io.peco4j.runtime.plugin.Plugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands for code: of a release its version, of anything else its content. */
final class HostTest {
    @TempDir
    private Path folder;

    @Test
    void aReleaseIsItsVersion() throws IOException {
        assertThat(identity("1.0", "a", "b")).isEqualTo("1.0").isEqualTo(identity("1.0", "a", "c"));
        assertThat(identity("1.1", "a", "b")).isEqualTo("1.1");
    }

    @Test
    void aSnapshotIsTheContentOfAllItsModules() throws IOException {
        String snapshot = identity("1.0-SNAPSHOT", "a", "b");
        assertThat(snapshot).startsWith("1.0-SNAPSHOT+").isEqualTo(identity("1.0-SNAPSHOT", "a", "b"));
        assertThat(identity("1.0-SNAPSHOT", "a", "c")).isNotEqualTo(snapshot);
        assertThat(identity("1.0-SNAPSHOT", "c", "b")).isNotEqualTo(snapshot);
        // Classes that were changed and compiled again.
        assertThat(identity(null, "a", "b")).isNotEqualTo(identity(null, "a", "c"));
    }

    @Test
    void aPluginWithoutAVersionIsItsContent() {
        assertThat(version("1.0", "aa")).isEqualTo(version("1.0", "bb")).isNotEqualTo(version("1.1", "aa"));
        assertThat(version("1.0-SNAPSHOT", "aa")).isNotEqualTo(version("1.0-SNAPSHOT", "bb"));
        assertThat(version(Plugin.UNKNOWN, "aa")).isNotEqualTo(version(Plugin.UNKNOWN, "bb"));
    }

    @Test
    void theCodeOfThisTestIsFoundWhereverItRunsFrom() {
        Code code = Code.of(Host.class);
        assertThat(code.place()).exists();
        assertThat(code.content(ContentDigests.plain())).matches("[0-9a-f]{64}");
    }

    private static String version(String version, String hash) {
        return StageKey.version(new Plugin("acme", version, "somewhere", hash));
    }

    /** One module is a jar, the other a folder of classes. */
    private String identity(@Nullable String version, String jar, String type) throws IOException {
        Path classes = folder.resolve("classes");
        Files.writeString(Files.createDirectories(classes.resolve("acme")).resolve("Type.class"), type);
        Map<String, Code> modules = new LinkedHashMap<>();
        modules.put("api", new Code(version, Files.writeString(folder.resolve("api.jar"), jar)));
        modules.put("nn", new Code(version, classes));
        return Host.identity(modules, ContentDigests.plain());
    }
}
