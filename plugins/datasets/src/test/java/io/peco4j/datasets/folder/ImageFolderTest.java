package io.peco4j.datasets.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.datasets.SharedData;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layouts of folders, what is wrong with them, and what stays equal. */
final class ImageFolderTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    @Test
    void readsFoldersOfSplitsAndClasses() throws IOException {
        add("training/cat/1.png", "training/cat/deep/2.png", "training/dog/1.PNG", "validation/dog/3.png");
        add("test/cat/9.png", "training/cat/.hidden.png", "training/.cache/1.png");
        Dataset data = open();
        assertThat(data.classes()).containsExactly("cat", "dog");
        assertThat(names(data, "train"))
                .containsExactly("training/cat/1.png", "training/cat/deep/2.png", "training/dog/1.PNG");
        assertThat(names(data, "val")).containsExactly("validation/dog/3.png");
        assertThat(labels(data.split("train"))).containsExactly(0, 0, 1);
        assertThat(labels(data.split("val"))).containsExactly(1);
    }

    @Test
    void picksPicturesForValidationWhereThereIsNoFolderForThem() throws IOException {
        for (int i = 0; i < 100; i++) {
            add((i % 2 == 0 ? "odd/" : "even/") + i + ".png");
        }
        Dataset before = open();
        assertThat(before.split("val").size()).isBetween(3, 20);
        assertThat(before.split("train").size() + before.split("val").size()).isEqualTo(100);
        add("odd/another.png");
        Dataset after = open();
        assertThat(names(after, "train")).containsAll(names(before, "train"));
        assertThat(names(after, "val")).containsAll(names(before, "val"));
        assertThat(open(0, Optional.empty(), ImageFolder.Labels.FOLDER).splits())
                .hasSize(1);
    }

    @Test
    void takesPicturesWithoutClasses() throws IOException {
        add("a.png", "b.png");
        Dataset flat = open();
        assertThat(flat.classes()).isEmpty();
        assertThat(flat.split("train").size()).isEqualTo(1);
        assertThat(flat.split("val").size()).isEqualTo(1);
        assertThat(flat.split("train").example(0)).isInstanceOf(Example.Image.class);
        add("more/c.png");
        Dataset deep = open(0, Optional.empty(), ImageFolder.Labels.NONE);
        assertThat(names(deep, "train")).containsExactly("a.png", "b.png", "more/c.png");
        assertThat(deep.classes()).isEmpty();
    }

    @Test
    void limitsEachClass() throws IOException {
        add("train/x/1.png", "train/x/2.png", "train/x/3.png", "train/y/1.png", "val/x/1.png");
        Dataset data = open(0.1, Optional.of(2), ImageFolder.Labels.FOLDER);
        assertThat(labels(data.split("train"))).containsExactly(0, 0, 1);
        assertThat(names(data, "train")).isSorted();
    }

    @Test
    void followsLinksButNotInCircles() throws IOException {
        add("train/x/1.png", "elsewhere/2.png");
        Files.createSymbolicLink(root.resolve("train/x/loop"), root.resolve("train"));
        Files.createSymbolicLink(root.resolve("train/y"), root.resolve("elsewhere"));
        Files.createSymbolicLink(root.resolve("train/x/gone.png"), root.resolve("nowhere.png"));
        Dataset data = open(0, Optional.empty(), ImageFolder.Labels.FOLDER);
        assertThat(names(data, "train")).containsExactly("train/x/1.png", "train/y/2.png");
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertThat(problem(root.resolve("none/here"))).satisfies(is("PECO-202", "exists up to " + root));
        Files.createDirectories(root.resolve("empty"));
        assertThat(problem(root.resolve("empty"))).satisfies(is("PECO-201", "in 1 folder, found no files"));
        Files.writeString(Files.createDirectories(root.resolve("notes/deep")).resolve("a.TXT"), "");
        Files.writeString(root.resolve("notes/b.md"), "");
        assertThat(problem(root.resolve("notes/b.md"))).satisfies(is("PECO-203", "folder that holds"));
        assertThat(problem(root.resolve("notes")))
                .satisfies(
                        is(
                                "PECO-201",
                                "looked for .jpg .jpeg .png .bmp .gif .webp in 2 folders, found 2 files of other kinds (.md .txt)"));
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
    void theFingerprintChangesWithEveryByteNameAndSplit() throws IOException {
        add("a/1.png", "a/2.png", "b/3.png");
        Set<String> seen = new HashSet<>();
        assertThat(seen.add(open().fingerprint())).isTrue();
        assertThat(open().fingerprint()).isIn(seen);
        assertThat(seen.add(open(0, Optional.empty(), ImageFolder.Labels.FOLDER).fingerprint()))
                .isTrue();
        assertThat(seen.add(open(0, Optional.empty(), ImageFolder.Labels.NONE).fingerprint()))
                .isTrue();
        byte[] bytes = Files.readAllBytes(root.resolve("a/2.png"));
        bytes[bytes.length - 1] ^= 1;
        Files.write(root.resolve("a/2.png"), bytes);
        assertThat(seen.add(open().fingerprint())).isTrue();
        Files.move(root.resolve("b/3.png"), root.resolve("b/4.png"));
        assertThat(seen.add(open().fingerprint())).isTrue();
    }

    @Test
    void theFingerprintDependsOnNothingButTheDigestsOfWhatIsInTheFolder() throws IOException {
        add("a/1.png", "a/2.png", "b/3.png");
        String before = open().fingerprint();
        Path moved = Files.move(root, root.resolveSibling(root.getFileName() + " moved"));
        try {
            assertThat(new ImageFolder(options(moved, 0.1, Optional.empty())).fingerprint())
                    .isEqualTo(before);
            List<Path> asked = new ArrayList<>();
            ContentDigests given = files -> {
                asked.addAll(files);
                return files.stream().map(file -> "same").toList();
            };
            Dataset data = new ImageFolder(options(moved, 0.1, Optional.empty()), given);
            assertThat(asked).as("before the fingerprint is asked for").isEmpty();
            assertThat(data.fingerprint()).isNotEqualTo(before);
            assertThat(asked).hasSize(3);
        } finally {
            Files.move(moved, root);
        }
    }

    @Test
    void namesTheFileThatCannotBeRead() throws IOException {
        Files.writeString(Files.createDirectories(root.resolve("train/a")).resolve("bad.jpg"), "no picture");
        Split train = open().split("train");
        assertThatThrownBy(() -> train.example(0))
                .isInstanceOf(UnreadableExampleException.class)
                .hasMessageContaining("bad.jpg");
    }

    @Test
    void readsRealPhotosEquallyFromManyThreads() {
        Dataset data = new ImageFolder(options(SharedData.folder("images"), 0.1, Optional.of(20)));
        assertThat(data.classes()).hasSize(10);
        assertThat(data.split("train").size()).isEqualTo(200);
        Split split = data.split("val");
        List<RgbImage> sequential = IntStream.range(0, split.size())
                .mapToObj(i -> split.example(i).image())
                .toList();
        List<RgbImage> concurrent = IntStream.range(0, split.size())
                .parallel()
                .mapToObj(i -> split.example(i).image())
                .toList();
        for (int i = 0; i < sequential.size(); i++) {
            assertThat(Arrays.equals(sequential.get(i).rgb(), concurrent.get(i).rgb()))
                    .isTrue();
        }
        Set<String> names = new HashSet<>(names(data, "train"));
        assertThat(names).doesNotContainAnyElementsOf(names(data, "val"));
        assertThat(labels(split)).allMatch(label -> label >= 0 && label < 10);
    }

    private void add(String... names) throws IOException {
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_3BYTE_BGR);
            image.setRGB(0, 0, name.hashCode());
            assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
        }
    }

    private Dataset open() {
        return open(0.1, Optional.empty(), ImageFolder.Labels.FOLDER);
    }

    private Dataset open(double validation, Optional<Integer> limit, ImageFolder.Labels labels) {
        return new ImageFolder(new ImageFolder.Options(root, labels, Dataset.Corrupt.FAIL, validation, limit));
    }

    private static ImageFolder.Options options(Path path, double validation, Optional<Integer> limit) {
        return new ImageFolder.Options(path, ImageFolder.Labels.FOLDER, Dataset.Corrupt.FAIL, validation, limit);
    }

    private static Problem problem(Path path) {
        try {
            throw new AssertionError(new ImageFolder(options(path, 0.1, Optional.empty())));
        } catch (InvalidInputException e) {
            assertThat(e.problems()).hasSize(1);
            return e.problems().get(0);
        }
    }

    private static ThrowingConsumer<Problem> is(String code, String remedy) {
        return problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.remedy()).contains(remedy);
        };
    }

    private static List<String> names(Dataset data, String split) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < data.split(split).size(); i++) {
            names.add(data.split(split).label(i));
        }
        return names;
    }

    private static List<Integer> labels(Split split) {
        return IntStream.range(0, split.size())
                .mapToObj(i -> ((Example.Labelled) split.example(i)).label())
                .toList();
    }
}
