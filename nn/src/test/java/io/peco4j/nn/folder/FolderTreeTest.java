package io.peco4j.nn.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderTreeTest {
    @TempDir
    Path folder;

    private FolderTree of(String... files) throws IOException {
        for (String file : files) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file);
        }
        return FolderTree.of(folder, name -> name.endsWith(".x"));
    }

    @Test
    void wantedFilesAreSortedAndOthersCounted() throws IOException {
        FolderTree tree = of("b/2.x", "b/1.x", "a/deep/1.x", "c.x", "b/notes.TXT", "README");
        assertThat(tree.files())
                .extracting(FolderTree.Found::name, FolderTree.Found::top)
                .containsExactly(tuple("a/deep/1.x", "a"), tuple("b/1.x", "b"), tuple("b/2.x", "b"), tuple("c.x", ""));
        assertThat(tree.folders().keySet()).containsExactly("a", "b");
        assertThat(tree.others()).isEqualTo(Map.of("", Map.of("without extension", 1), "b", Map.of(".txt", 1)));
        assertThat(FolderTree.directly(folder, name -> name.endsWith(".x")).files())
                .extracting(FolderTree.Found::name)
                .containsExactly("c.x");
    }

    @Test
    void whatSystemsLeaveBehindAndLinksAroundArePassedOver() throws IOException {
        of("a/1.x", "a/.1.x", "__MACOSX/a/1.x", "a/@eaDir/1.x", ".git/1.x", "Thumbs.db");
        Files.createSymbolicLink(folder.resolve("a/around"), folder);
        Files.createSymbolicLink(folder.resolve("a/gone.x"), folder.resolve("nowhere"));
        Files.createDirectory(folder.resolve("a/folder.x"));
        FolderTree tree = of();
        assertThat(tree.files()).extracting(FolderTree.Found::name).containsExactly("a/1.x");
        assertThat(List.of(tree.others(), tree.unreadable())).containsOnly(Map.of());
    }

    @Test
    void aFolderThatCannotBeListedIsNamed() {
        Path gone = folder.resolve("gone");
        assertThat(FolderTree.of(gone, name -> true).unreadable()).containsOnlyKeys(gone);
    }
}
