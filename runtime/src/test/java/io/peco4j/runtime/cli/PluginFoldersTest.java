package io.peco4j.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginFoldersTest {
    @TempDir
    Path user;

    @Test
    void bundledOnesAreInTheHomeOfTheDistribution() {
        assertThat(PluginFolders.of("home", user, null).bundled()).containsExactly(Path.of("home", "plugins"));
        assertThat(PluginFolders.of(null, user, null).bundled()).isEmpty();
    }

    @Test
    void theUsersOwnComeBeforeThoseThatTheEnvironmentNames() throws IOException {
        String named = String.join(File.pathSeparator, "one", "", "two");
        assertThat(PluginFolders.of(null, user, named).others()).containsExactly(Path.of("one"), Path.of("two"));
        Path own = Files.createDirectories(user.resolve(".peco4j/plugins"));
        assertThat(PluginFolders.of(null, user, named).others()).containsExactly(own, Path.of("one"), Path.of("two"));
    }

    @Test
    void aFolderThatIsNamedTwiceIsReadOnce() throws IOException {
        Path own = Files.createDirectories(user.resolve(".peco4j/plugins"));
        Path home = Files.createDirectories(user.resolve("home/plugins"));
        String named = String.join(
                File.pathSeparator, "one", "./one", own.toString(), own.resolve("../plugins") + "", home.toString());
        assertThat(PluginFolders.of(user.resolve("home").toString(), user, named)
                        .others())
                .containsExactly(own, Path.of("one"));
    }
}
