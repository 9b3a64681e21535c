package io.peco4j.runtime.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileTreeTest {
    @TempDir
    private Path folder;

    @Test
    void listsInOrderAndDeletesNothingBeyondALink() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Path other = Files.createDirectories(folder.resolve("other"));
        Path kept = Files.writeString(other.resolve("kept.txt"), "");
        Path b = Files.writeString(tree.resolve("b.txt"), "");
        Path a = Files.writeString(Files.createDirectories(tree.resolve("deep")).resolve("a.txt"), "");
        Path link = Files.createSymbolicLink(tree.resolve("link"), other);
        assertThat(FileTree.entries(tree)).containsExactly(b, a.getParent(), link);
        assertThat(FileTree.files(tree)).containsExactly(b, a);
        FileTree.delete(tree);
        FileTree.delete(tree);
        assertThat(tree).doesNotExist();
        assertThat(kept).exists();
    }

    @Test
    void namesTheFolderThatCannotBeListed() {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> FileTree.entries(none))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() -> FileTree.files(none))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none");
    }
}
