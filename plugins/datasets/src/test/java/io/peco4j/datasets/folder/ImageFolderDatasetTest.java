package io.peco4j.datasets.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Split;
import io.peco4j.datasets.SharedData;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layouts of folders, what is wrong with them, and what stays equal. */
final class ImageFolderDatasetTest extends ImageFolderFixture {
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
        assertThat(open(0, Optional.empty(), ImageFolderDataset.Labels.FOLDER).splits())
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
        Dataset deep = open(0, Optional.empty(), ImageFolderDataset.Labels.NONE);
        assertThat(names(deep, "train")).containsExactly("a.png", "b.png", "more/c.png");
        assertThat(deep.classes()).isEmpty();
    }

    @Test
    void limitsEachClass() throws IOException {
        add("train/x/1.png", "train/x/2.png", "train/x/3.png", "train/y/1.png", "val/x/1.png");
        Dataset data = open(0.1, Optional.of(2), ImageFolderDataset.Labels.FOLDER);
        assertThat(labels(data.split("train"))).containsExactly(0, 0, 1);
        assertThat(names(data, "train")).isSorted();
    }

    @Test
    void aFolderMayBeNamedAsAPicture() throws IOException {
        add("train/cats.png/1.png", "train/dogs.png/2.png", "val/dogs.png/3.png");
        Files.createSymbolicLink(root.resolve("train/dogs.png/link.png"), root.resolve("nothing"));
        Dataset dataset = open();
        assertThat(dataset.classes()).containsExactly("cats.png", "dogs.png");
        assertThat(dataset.split(Dataset.TRAIN).size()).isEqualTo(2);
    }

    @Test
    void followsLinksButNotInCircles() throws IOException {
        add("train/x/1.png", "elsewhere/2.png");
        Files.createSymbolicLink(root.resolve("train/x/loop"), root.resolve("train"));
        Files.createSymbolicLink(root.resolve("train/y"), root.resolve("elsewhere"));
        Files.createSymbolicLink(root.resolve("train/x/gone.png"), root.resolve("nowhere.png"));
        Dataset data = open(0, Optional.empty(), ImageFolderDataset.Labels.FOLDER);
        assertThat(names(data, "train")).containsExactly("train/x/1.png", "train/y/2.png");
    }

    @ParameterizedTest
    @CsvSource({
        "train,val",
        "Training,Testing",
        "TRAIN,VALID",
        "training,validation",
        "Train,dev",
        "train,test",
        "data/data/train,data/data/Valid"
    })
    void knowsSplitsByTheirNames(String train, String validation) throws IOException {
        add(train + "/cat/1.png", train + "/dog/2.png", validation + "/dog/3.png");
        Dataset data = open();
        assertThat(data.classes()).containsExactly("cat", "dog");
        assertThat(names(data, "train")).containsExactly(train + "/cat/1.png", train + "/dog/2.png");
        assertThat(names(data, "val")).containsExactly(validation + "/dog/3.png");
        assertThat(labels(data.split("val"))).containsExactly(1);
        assertThat(data.notes().get(0)).contains("train from " + train + ", val from " + validation);
    }

    /** One line for where splits come from, one for what is left out, one for what looks like a mistake. */
    @Test
    void notesWhatWasFound() throws IOException {
        add("train/cat/1.png", "train/dog/2.png", "train/Dog/3.png", "valid/cat/4.png", "test/owl/5.png");
        touch("train/cat/a.HEIC", "train/cat/b.heic", "valid/notes.txt", "extra/c.txt", "train/dog/Makefile", "a.csv");
        add("cover.png");
        assertThat(open().notes())
                .containsExactly(
                        "train from train, val from valid",
                        "left out: folder test; folder extra; 1 picture beside the folders; 2 .heic, 1 .csv, 1 .txt, 1 without "
                                + "extension",
                        "note: val has no picture of 2 of the 3 classes: Dog, dog; the classes Dog and dog differ only in "
                                + "case or in the form of their letters");
    }

    @Test
    void usesATestFolderForScoresOnlyIfItsClassesAreKnown() throws IOException {
        add("train/cat/1.png", "train/cat/2.png", "train/dog/3.png", "test/unknown/4.png");
        Dataset data = open();
        assertThat(names(data, "val")).allMatch(name -> name.startsWith("train/"));
        assertThat(data.notes())
                .containsExactly(
                        "train from train, val picked from it by a hash of the names, as there is no folder for validation",
                        "left out: folder test, whose classes are not those of training");
    }

    @Test
    void passesOverWhatSystemsLeaveBehind() throws IOException {
        add("cat/1.png", "dog/2.png", "cat/._1.png", "__MACOSX/cat/1.png", "@eaDir/x.png", ".ipynb_checkpoints/1.png");
        add("$RECYCLE.BIN/1.png", "lost+found/1.png", "cat/@eaDir/1.png");
        touch("cat/Thumbs.db", "dog/.DS_Store", "desktop.ini");
        Dataset data = open(0, Optional.empty(), ImageFolderDataset.Labels.FOLDER);
        assertThat(data.classes()).containsExactly("cat", "dog");
        assertThat(data.split("train").size()).isEqualTo(2);
        assertThat(data.notes()).hasSize(1);
    }

    /** A name in two forms of Unicode, as macOS and Linux write it. */
    @Test
    void matchesClassesByTheFormOfTheirLetters() throws IOException {
        String composed = "caf\u00e9";
        String decomposed = "cafe\u0301";
        add("train/" + composed + "/1.png", "train/dog/2.png", "val/" + decomposed + "/3.png", "val/dog/4.png");
        assertThat(labels(open().split("val"))).containsExactly(0, 1);
        add("train/" + decomposed + "/5.png");
        Dataset data = open();
        assertThat(data.classes()).hasSize(3);
        assertThat(data.notes().get(1)).contains("differ only in case or in the form of their letters");
    }

    @Test
    void takesAFolderNamedTrainForAClassAmongOthers() throws IOException {
        add("train/1.png", "car/2.png", "plane/3.png");
        assertThat(open(0, Optional.empty(), ImageFolderDataset.Labels.FOLDER).classes())
                .containsExactly("car", "plane", "train");
    }

    @Test
    void theFingerprintChangesWithEveryByteNameAndSplit() throws IOException {
        add("a/1.png", "a/2.png", "b/3.png");
        Set<String> seen = new HashSet<>();
        assertThat(seen.add(open().fingerprint())).isTrue();
        assertThat(open().fingerprint()).isIn(seen);
        assertThat(seen.add(open(0, Optional.empty(), ImageFolderDataset.Labels.FOLDER)
                        .fingerprint()))
                .isTrue();
        assertThat(seen.add(open(0, Optional.empty(), ImageFolderDataset.Labels.NONE)
                        .fingerprint()))
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
            assertThat(new ImageFolderDataset(options(moved, 0.1, Optional.empty())).fingerprint())
                    .isEqualTo(before);
            List<Path> asked = new ArrayList<>();
            ContentDigests given = files -> {
                asked.addAll(files);
                return files.stream().map(file -> "same").toList();
            };
            Dataset data = new ImageFolderDataset(options(moved, 0.1, Optional.empty()), given);
            assertThat(asked).as("before the fingerprint is asked for").isEmpty();
            assertThat(data.fingerprint()).isNotEqualTo(before);
            assertThat(asked).hasSize(3);
        } finally {
            Files.move(moved, root);
        }
    }

    @Test
    void readsRealPhotosEquallyFromManyThreads() {
        Dataset data = new ImageFolderDataset(options(SharedData.folder("images"), 0.1, Optional.of(20)));
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
}
