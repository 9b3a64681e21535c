package io.peco4j.datasets.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is wrong with a folder, and what a message says of it. */
final class ImageFolderProblemsTest extends ImageFolderFixture {
    @Test
    void saysWhatIsWrong() throws IOException {
        assertThat(problem(root.resolve("none/here"))).satisfies(is("PECO-202", "exists up to " + root));
        Files.createDirectories(root.resolve("empty"));
        assertThat(problem(root.resolve("empty"))).satisfies(is("PECO-201", "in 1 folder, found no files"));
        Files.writeString(Files.createDirectories(root.resolve("notes/deep")).resolve("a.TXT"), "");
        Files.writeString(root.resolve("notes/b.md"), "");
        assertThat(problem(root.resolve("notes/b.md"))).satisfies(is("PECO-203", "folder that holds"));
        assertThat(problem(root.resolve("notes")))
                .satisfies(is(
                        "PECO-201",
                        "looked for .jpg .jpeg .jfif .jpe .png .bmp .gif .webp .tif .tiff in 2 folders,"
                                + " found others: 1 .md, 1 .txt"));
    }

    @Test
    void saysAllThatIsWrongWithClassesAtOnce() throws IOException {
        add("train/cat/1.png", "train/stray.png", "val/cow/1.png");
        Files.createDirectories(root.resolve("train/hen"));
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::code)
                                .containsExactly("PECO-206", "PECO-204", "PECO-205"));
        Path only = root.resolve("only");
        add("only/val/cat/1.png");
        assertThat(problem(only)).satisfies(is("PECO-207", "train or training"));
    }

    @Test
    void refusesPicturesWithoutClassesBesideSomeWith() throws IOException {
        add("train/cat/1.png", "train/dog/2.png", "val/3.png", "val/4.png");
        assertThat(problem(root))
                .satisfies(is("PECO-210", "set labels = none"))
                .satisfies(problem -> assertThat(problem.what()).contains("the 2 pictures in " + root.resolve("val")));
        assertThat(open(0, Optional.empty(), ImageFolderDataset.Labels.NONE)
                        .split("val")
                        .size())
                .isEqualTo(2);
        add("Valid/cat/5.png");
        assertThat(problem(root)).satisfies(is("PECO-209", "leave one of them"));
    }

    /** Bytes that are no text in any locale of UTF-8; Java cannot make such names, a shell can. */
    @Test
    void readsFilesWhoseNamesAreNoText() throws IOException, InterruptedException {
        add("cat/1.png", "dog/2.png");
        shell("mkdir \"$(printf 'x\\377')\"; cp cat/1.png \"$(printf 'x\\377/\\376.png')\"");
        Dataset data = open(0, Optional.empty(), ImageFolderDataset.Labels.FOLDER);
        assertThat(labels(data.split("train"))).containsExactly(0, 1, 2);
        assertThat(data.fingerprint()).isNotEmpty();
        shell("mkdir \"$(printf 'x\\376')\"; cp cat/1.png \"$(printf 'x\\376/3.png')\"");
        assertThat(problem(root))
                .satisfies(problem -> assertThat(problem.what()).contains("cannot be told from another one's"));
    }

    private void shell(String command) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no shell");
        Process process = new ProcessBuilder("/bin/sh", "-c", command)
                .directory(root.toFile())
                .inheritIO()
                .start();
        assumeTrue(process.waitFor() == 0, "this file system has only names that are text");
    }

    @Test
    void saysWhichFolderCannotBeListed() throws IOException {
        add("train/cat/1.png", "train/dog/deep/2.png");
        Path closed = root.resolve("train/dog/deep");
        assumeTrue(Files.getFileStore(closed).supportsFileAttributeView("posix"), "no permissions to take away");
        Files.setPosixFilePermissions(closed, Set.of());
        try {
            assumeTrue(!Files.isReadable(closed), "this user may read everything");
            assertThat(problem(root))
                    .satisfies(is("PECO-208", "allow this user"))
                    .satisfies(problem -> assertThat(problem.what()).contains(closed + " (access is denied)"));
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void saysWhatAClassHoldsInsteadOfPictures() throws IOException {
        add("cat/1.png");
        touch("dog/a.heic", "dog/b.heic");
        assertThat(problem(root))
                .satisfies(is("PECO-204", "convert them"))
                .satisfies(problem -> assertThat(problem.what()).contains("2 .heic"));
    }

    @Test
    void namesTheFileThatCannotBeRead() throws IOException {
        Files.writeString(Files.createDirectories(root.resolve("train/a")).resolve("bad.jpg"), "no picture");
        Split train = open().split("train");
        assertThatThrownBy(() -> train.example(0))
                .isInstanceOf(UnreadableExampleException.class)
                .hasMessageContaining("bad.jpg");
    }
}
