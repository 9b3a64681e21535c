package io.peco4j.datasets.clips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Dataset.Corrupt;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.datasets.pick.Missing;
import io.peco4j.datasets.video.DrawnClip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClipsDatasetTest {
    @TempDir
    Path outer;

    private Path folder = Path.of("");

    @BeforeEach
    void fourClips() throws Exception {
        folder = outer.resolve("kinetics");
        for (String name : List.of("run/a", "run/b", "walk/a", "walk/c d")) {
            Path file = folder.resolve("train").resolve(name + ".avi");
            Files.createDirectories(file.getParent());
            DrawnClip.write(file, 5);
        }
    }

    private static ClipsDataset.Options options(Path path) {
        return new ClipsDataset.Options(
                path,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Missing.FAIL,
                Corrupt.FAIL,
                0,
                Optional.empty());
    }

    private static ClipsDataset.Options named(Path path, String train, Path val) {
        return new ClipsDataset.Options(
                path,
                Optional.of(train),
                Optional.of(val.toString()),
                Optional.empty(),
                Missing.FAIL,
                Corrupt.FAIL,
                0,
                Optional.empty());
    }

    private Path list(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, List.of(lines));
    }

    private static List<String> clips(Dataset dataset, String split) {
        Split part = dataset.split(split);
        return IntStream.range(0, part.size())
                .mapToObj(i -> part.label(i) + " " + ((Example.Clip) part.example(i)).label())
                .toList();
    }

    private List<Problem> problems(Path path) {
        return catchThrowableOfType(InvalidInputException.class, () -> new ClipsDataset(options(path)))
                .problems();
    }

    /** Real lists end with .csv and have blanks between path and label. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "train/run/a.avi 0\ntrain/walk/c d.avi 1\n",
                "# clips\r\ntrain/run/a.avi\t0\r\n\r\ntrain/walk/c d.avi   1",
                "\uFEFFtrain/run/a.avi,0\ntrain/walk/c d.avi,1\n",
                "label;path\n0;train/run/a.avi\n1;\"train/walk/c d.avi\"\n",
                "Video,split,Class\ntrain/run/a.avi,x,run\ntrain/walk/c d.avi,x,walk\n",
                "train/run/a.avi run\ntrain/walk/c d.avi walk\n",
            })
    void listsAreReadHoweverTheyAreWritten(String text) throws IOException {
        Files.writeString(folder.resolve("train.csv"), text, StandardCharsets.UTF_8);
        list("classes.txt", "0\trun", "1\twalk");
        ClipsDataset dataset = new ClipsDataset(options(folder));
        assertThat(dataset.classes()).containsExactly("run", "walk");
        assertThat(clips(dataset, Dataset.TRAIN)).containsExactly("train/run/a.avi 0", "train/walk/c d.avi 1");
        assertThat(dataset.exampleType()).isEqualTo(Example.Clip.class);
    }

    @Test
    void foldersAreClasses() throws Exception {
        DrawnClip.write(Files.createDirectories(folder.resolve("val/walk/sub")).resolve("e.avi"), 3);
        Files.writeString(folder.resolve("val/walk/notes.txt"), "none");
        ClipsDataset dataset = new ClipsDataset(options(folder));
        assertThat(clips(dataset, Dataset.TRAIN))
                .containsExactly(
                        "train/run/a.avi 0", "train/run/b.avi 0", "train/walk/a.avi 1", "train/walk/c d.avi 1");
        assertThat(clips(dataset, Dataset.VALIDATION)).containsExactly("val/walk/sub/e.avi 1");
        assertThat(dataset.notes()).containsExactly("train from train, val from val", "left out: 1 .txt");
    }

    @Test
    void nothingInClassFoldersIsPassedOverWithoutAWord() throws Exception {
        Files.createDirectories(folder.resolve("train/sit"));
        Files.writeString(Files.createDirectories(folder.resolve("train/jump")).resolve("a.MXF"), "none");
        DrawnClip.write(folder.resolve("train/stray.avi"), 3);
        assertThat(problems(folder))
                .extracting(Problem::code, Problem::what)
                .containsExactly(
                        tuple("PECO-289", "1 clip lies in no class folder: stray.avi"),
                        tuple("PECO-288", "class jump has no clip, but 1 .mxf"),
                        tuple("PECO-288", "class sit has no clip"));
        assertThat(problems(folder.resolve("train/jump")))
                .extracting(Problem::code, Problem::what)
                .as("a folder without class folders")
                .containsExactly(tuple("PECO-280", folder.resolve("train/jump") + " has no clip"));
        Files.delete(folder.resolve("train/stray.avi"));
        Files.delete(folder.resolve("train/sit"));
        for (String clip : List.of("run/a", "run/b", "walk/a", "walk/c d")) {
            Files.delete(folder.resolve("train/" + clip + ".avi"));
        }
        assertThat(problems(folder))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.what()).contains("train has no clip: looked for .avi .mp4", "found 1 .mxf"));
    }

    /** Linux tells Train from train, and people do not. */
    @Test
    void namesOfSplitsAndListsAreUnderstoodInAnyCase() throws Exception {
        Files.move(folder.resolve("train"), folder.resolve("Train"));
        DrawnClip.write(Files.createDirectories(folder.resolve("VAL/walk")).resolve("e.avi"), 3);
        DrawnClip.write(
                Files.createDirectories(folder.resolve("replacement/run")).resolve("f.avi"), 3);
        Files.createDirectories(folder.resolve("Test"));
        ClipsDataset dataset = new ClipsDataset(options(folder));
        assertThat(dataset.classes()).containsExactly("run", "walk");
        assertThat(clips(dataset, Dataset.VALIDATION)).containsExactly("VAL/walk/e.avi 1");
        assertThat(dataset.notes())
                .containsExactly("train from Train, val from VAL", "left out: folder Test; folder replacement");
        assertThat(new ClipsDataset(options(outer)).notes())
                .as("in the only folder of one")
                .contains("train from " + Path.of("kinetics", "Train") + ", val from " + Path.of("kinetics", "VAL"));
        list("Train.csv", "Train/run/a.avi 0");
        list("Classes.txt", "run", "walk");
        ClipsDataset listed = new ClipsDataset(options(folder));
        assertThat(listed.notes()).containsExactly("train from Train.csv, val from VAL, classes from Classes.txt");
        assertThat(clips(listed, Dataset.TRAIN)).containsExactly("Train/run/a.avi 0");
    }

    @Test
    void whatSystemsLeaveBehindAndLinksAroundAreNoClips() throws IOException {
        Files.createDirectories(folder.resolve("train/run/@eaDir/a.avi"));
        Files.writeString(
                Files.createDirectories(folder.resolve("train/__MACOSX/run")).resolve("a.avi"), "none");
        Files.createSymbolicLink(folder.resolve("train/walk/again"), folder.resolve("train/walk"));
        Files.createSymbolicLink(folder.resolve("train/walk/gone.avi"), folder.resolve("nowhere"));
        assertThat(clips(new ClipsDataset(options(folder)), Dataset.TRAIN))
                .containsExactly(
                        "train/run/a.avi 0", "train/run/b.avi 0", "train/walk/a.avi 1", "train/walk/c d.avi 1");
    }

    @Test
    void withoutNamesClassesAreTheNumbersOfTheLabels() throws IOException {
        list("some.txt", "train/run/a.avi 2", "train/run/b.avi 0");
        ClipsDataset dataset = new ClipsDataset(options(folder.resolve("some.txt")));
        assertThat(dataset.classes()).containsExactly("0", "1", "2");
        assertThat(dataset.notes()).contains("note: no clip for training has 1 of the labels from 0 to 2: 1");
        list("some.txt", "train/run/a.avi 2", "train/run/b.avi 11111");
        assertThat(problems(folder.resolve("some.txt")))
                .extracting(Problem::code, Problem::what, Problem::where)
                .containsExactly(tuple(
                        "PECO-283",
                        "no clip for training has 11110 of the labels from 0 to 11111",
                        folder.resolve("some.txt") + ":2"));
    }

    @Test
    void numbersStandBeforeAllNamesOrBeforeNone() throws IOException {
        list("train.csv", "train/run/a.avi 7", "train/walk/a.avi 9");
        list("classes.csv", "id,name", "7,run", "9,walk");
        ClipsDataset dataset = new ClipsDataset(options(folder));
        assertThat(dataset.classes()).containsExactly("run", "walk");
        assertThat(clips(dataset, Dataset.TRAIN)).containsExactly("train/run/a.avi 0", "train/walk/a.avi 1");
        list("classes.csv", "7,run", "9,walk", "sit", "9,stand", "99999999999 jump");
        assertThat(problems(folder))
                .extracting(Problem::code, Problem::what)
                .contains(
                        tuple("PECO-285", "two classes have the number 9"),
                        tuple(
                                "PECO-285",
                                "some lines begin with a number, and others do not, such as sit, 99999999999 jump"));
    }

    @Test
    void foldersWithNumbersForNamesAreAsManyClasses() throws Exception {
        Path years = outer.resolve("years");
        for (String year : List.of("2010", "990", "1990")) {
            DrawnClip.write(Files.createDirectories(years.resolve(year)).resolve("a.avi"), 3);
        }
        ClipsDataset dataset = new ClipsDataset(options(years));
        assertThat(dataset.classes()).containsExactly("990", "1990", "2010");
        assertThat(clips(dataset, Dataset.TRAIN)).containsExactly("1990/a.avi 1", "2010/a.avi 2", "990/a.avi 0");
        assertThat(dataset.notes()).containsExactly("train from " + years);
    }

    @Test
    void allThatIsWrongWithAListIsSaidAtOnce() throws IOException {
        list("classes.txt", "run", "walk");
        list(
                "train.csv",
                "train/run/a.avi 0",
                "train/run/gone.avi 0",
                "train/run/gone2.avi 1",
                "train/walk/a.avi 2",
                "train/walk/a.avi wallk");
        Files.createFile(folder.resolve("empty.avi"));
        Files.writeString(folder.resolve("text.avi"), "hello");
        list("val.csv", "empty.avi 0", "text.avi 1", "train/run/a.avi 0");
        List<Problem> problems = problems(folder);
        assertThat(problems)
                .extracting(Problem::code)
                .containsExactlyInAnyOrder(
                        "PECO-282", "PECO-282", "PECO-283", "PECO-283", "PECO-284", "PECO-284", "PECO-287");
        assertThat(problems).extracting(Problem::where).contains(folder.resolve("train.csv") + ":2");
        assertThat(problems).extracting(Problem::remedy).anyMatch(remedy -> remedy.contains("walk"));
    }

    @Test
    void whatIsMissingOrDamagedIsLeftOutWhereTheStudyAsksForIt() throws IOException {
        Files.createFile(folder.resolve("empty.avi"));
        list("train.csv", "train/run/a.avi 0", "train/run/gone.avi 0", "empty.avi 1");
        ClipsDataset.Options asked = new ClipsDataset.Options(
                folder,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Missing.SKIP,
                Corrupt.SKIP,
                0,
                Optional.empty());
        ClipsDataset dataset = new ClipsDataset(asked);
        assertThat(dataset.split(Dataset.TRAIN).size()).isEqualTo(2);
        assertThat(dataset.corrupt()).isEqualTo(Corrupt.SKIP);
        assertThat(dataset.notes())
                .contains("left out: 1 clip that does not exist")
                .anyMatch(note -> note.contains("empty.avi: the file is empty"));
    }

    @Test
    void linesThatAreNoneAreListedAndCounted() throws IOException {
        list("train.csv", IntStream.range(0, 12).mapToObj(i -> "lonely" + i).toArray(String[]::new));
        assertThat(problems(folder))
                .hasSize(9)
                .allMatch(problem -> problem.code().equals("PECO-281"));
        assertThat(problems(folder).get(8).what()).isEqualTo("and 4 more of this kind");
    }

    /** A table that was filled in by half has no class of the name "". */
    @Test
    void aRowHasAPathAndALabel() throws IOException {
        list("train.csv", "path,label", "train/run/a.avi,run", "train/walk/a.avi,", ",walk", "train/run/b.avi");
        assertThat(problems(folder))
                .extracting(Problem::code, Problem::where)
                .containsExactly(
                        tuple("PECO-281", folder.resolve("train.csv") + ":3"),
                        tuple("PECO-281", folder.resolve("train.csv") + ":4"),
                        tuple("PECO-281", folder.resolve("train.csv") + ":5"));
    }

    /** A study names its folder from where it runs, and its lists from anywhere. */
    @Test
    void aListMayBeNamedByAnotherKindOfPathThanTheFolder() throws IOException {
        Path working = Path.of("").toAbsolutePath();
        assumeTrue(working.getRoot().equals(folder.getRoot()), "no relative path leads from here to there");
        Path relative = working.relativize(folder);
        list("lists/val.csv", folder.resolve("train/run/b.avi") + " 0");
        list("lists/train.csv", "../train/run/a.avi 0");
        ClipsDataset.Options asked = named(relative, "lists/train.csv", folder.resolve("lists/val.csv"));
        ClipsDataset dataset = new ClipsDataset(asked);
        assertThat(clips(dataset, Dataset.TRAIN)).containsExactly("train/run/a.avi 0");
        assertThat(clips(dataset, Dataset.VALIDATION)).containsExactly("train/run/b.avi 0");
        assertThat(dataset.notes())
                .containsExactly("train from lists/train.csv, val from " + folder.resolve("lists/val.csv"));
        list("lists/val.csv", folder.resolve("train/run/a.avi") + " 0", "a\0b.avi 0");
        assertThat(catchThrowableOfType(InvalidInputException.class, () -> new ClipsDataset(asked))
                        .problems())
                .extracting(Problem::code, Problem::where)
                .containsExactly(tuple("PECO-281", folder.resolve("lists/val.csv") + ":2"));
        list("lists/val.csv", folder.resolve("train/run/a.avi") + " 0");
        assertThat(catchThrowableOfType(InvalidInputException.class, () -> new ClipsDataset(asked))
                        .problems())
                .extracting(Problem::code)
                .containsExactly("PECO-287");
    }

    @Test
    void foldersWithoutClipsAndPathsThatDoNotExistAreRefused() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThat(problems(empty)).extracting(Problem::code).containsExactly("PECO-280");
        assertThat(problems(empty.resolve("absent"))).extracting(Problem::code).containsExactly("PECO-286");
    }

    @Test
    void theFingerprintIsThatOfContentAndLabels() throws Exception {
        list("train.csv", "train/run/a.avi 0", "train/walk/a.avi 1");
        String first = new ClipsDataset(options(folder)).fingerprint();
        assertThat(new ClipsDataset(options(folder)).fingerprint()).isEqualTo(first);
        DrawnClip.write(folder.resolve("train/walk/a.avi"), 6);
        String other = new ClipsDataset(options(folder)).fingerprint();
        assertThat(other).isNotEqualTo(first);
        list("train.csv", "train/run/a.avi 1", "train/walk/a.avi 0");
        assertThat(new ClipsDataset(options(folder)).fingerprint()).isNotEqualTo(other);
    }
}
