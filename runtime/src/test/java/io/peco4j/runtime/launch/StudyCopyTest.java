package io.peco4j.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.runtime.record.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StudyCopyTest {
    @TempDir
    Path folder;

    @Test
    void eachRunHasItsOwnForAsLongAsItGoesOn() throws IOException {
        Path run = folder.resolve("run");
        try (StudyCopy one = StudyCopy.in(run, "seeds = [0, 1]")) {
            try (StudyCopy other = StudyCopy.in(run, "seeds = [0]")) {
                assertThat(one.file()).hasContent("seeds = [0, 1]");
                assertThat(other.file()).hasContent("seeds = [0]").hasExtension("conf");
            }
            assertThat(FileTree.entries(run)).containsExactly(one.file());
        }
        assertThat(run).isEmptyDirectory();
    }

    @Test
    void whatAKilledRunHasLeftTheNextOneDrops() throws IOException {
        Path own = Files.writeString(folder.resolve("study-1.conf"), "somebody's");
        Path left = Files.writeString(folder.resolve("study-00000000-0000-4000-8000-000000000000.conf"), "left");
        try (StudyCopy copy = StudyCopy.in(folder, "study")) {
            assertThat(FileTree.entries(folder)).containsExactlyInAnyOrder(own, copy.file());
        }
        assertThat(left).doesNotExist();
    }
}
