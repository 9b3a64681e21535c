package io.peco4j.datasets.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of folders, lists and maps that are wrong. */
final class SegmentationFolderProblemsTest extends MapFixture {

    @Test
    void namesTheFoldersThatItLookedFor() throws IOException {
        picture("photos/a.jpg");
        picture("truth/a.png");
        assertThat(setting().named("a", "b").problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("PECO-270");
            assertThat(problem.what()).contains("images and annotations", "found photos, truth");
            assertThat(problem.remedy()).contains("images = ");
        });
    }

    /** Both splits, and the list of classes, at once. */
    @Test
    void tellsAllThatIsMissingAtOnce() throws IOException {
        pair("training", "a", 0, 1, 0, 1, 0, 1);
        picture("images/training/b.jpg");
        picture("images/validation/c.jpg");
        map("annotations/validation/d.png", 0, 1, 0, 1, 0, 1);
        List<Problem> problems = setting().problems();
        assertThat(problems).extracting(Problem::code).containsExactly("PECO-271", "PECO-272", "PECO-272", "PECO-273");
        assertThat(problems.get(0).remedy()).contains("class-list", "names");
        assertThat(problems.get(1).what()).contains("1 picture has no map", "b.jpg, expected as b.png");
        assertThat(problems.get(1).remedy()).contains("corrupt = skip");
        assertThat(problems.get(3).what()).contains("1 map has no picture", "d.png");
    }

    @Test
    void leavesOutAndCountsWhatItMaySkip() throws IOException {
        pair("training", "a", 0, 1, 0, 1, 0, 1);
        picture("images/training/b.jpg");
        pair("validation", "c", 0, 1, 0, 1, 0, 1);
        map("annotations/validation/d.png", 0, 1, 0, 1, 0, 1);
        Dataset data = setting().named("sky", "sea").skipping().open();
        assertThat(data.split("train").size()).isEqualTo(1);
        assertThat(data.corrupt()).isEqualTo(Dataset.Corrupt.SKIP);
        assertThat(data.notes())
                .contains("left out: 1 of train without a map: b.jpg; 1 map of val without a picture: d.png");
    }

    @Test
    void namesTheFileAndThePlaceOfWhatIsNoClass() throws IOException {
        pair("training", "a", 0, 1, 0, 1, 7, 1);
        pair("validation", "b", 0, 1, 0);
        picture("images/validation/c.jpg");
        Files.copy(root.resolve("images/validation/c.jpg"), root.resolve("annotations/validation/c.png"));
        Dataset data = setting().named("sky", "sea").open();
        assertThatThrownBy(() -> data.split("train").example(0))
                .isInstanceOf(UnreadableExampleException.class)
                .hasMessageContaining("a.png has the number 7 at column 1, row 1, expected numbers of classes, 0, 1")
                .hasMessageContaining("do not count: 255");
        assertThatThrownBy(() -> data.split("val").example(0))
                .isInstanceOf(UnreadableExampleException.class)
                .hasMessageContaining("b.png has 3 x 1 pixels, expected those of its picture")
                .hasMessageContaining("3 x 2");
        assertThatThrownBy(() -> data.split("val").example(1))
                .isInstanceOf(UnreadableExampleException.class)
                .hasMessageContaining("c.png cannot be read: it is a JPEG");
    }

    @Test
    void aMapHasOneChannel() throws IOException {
        picture("images/a.jpg");
        picture("annotations/a.png");
        assertThatThrownBy(() ->
                        setting().named("sky", "sea").open().split("train").example(0))
                .isInstanceOf(UnreadableExampleException.class)
                .hasMessageContaining("3 channels");
    }

    @Test
    void findsWhatIsWrongWithAListOfClasses() throws IOException {
        pair("training", "a", 0, 1, 0, 1, 0, 1);
        pair("validation", "b", 0, 1, 0, 1, 0, 1);
        text("classes.txt", "0\tsky", "sea", "2\t", "0\tland", "5\tsky");
        assertThat(setting().problems())
                .extracting(Problem::what)
                .satisfiesExactly(
                        what -> assertThat(what).contains("line 2 has no number from 0 to 65535 and a name: sea"),
                        what -> assertThat(what).contains("line 3 has no name"),
                        what -> assertThat(what).contains("the number 0 is that of sky and of land"),
                        what -> assertThat(what).contains("the name sky is there twice"));
        text("classes.txt", "road", "car", "2 wheeler");
        assertThat(setting().problems())
                .extracting(Problem::what)
                .containsExactly("line 3 begins with a number, and most do not: 2 wheeler");
        text("classes.txt", "1 wall", "2, sky", "sea");
        assertThat(setting().problems())
                .extracting(Problem::what)
                .containsExactly("line 3 has no number from 0 to 65535 and a name: sea");
        text("classes.txt", "128 64 128 road", "0 0 142 car");
        assertThat(setting().problems())
                .extracting(Problem::what)
                .containsExactly(
                        "line 1 has several numbers before a name, or none: 128 64 128 road",
                        "line 2 has several numbers before a name, or none: 0 0 142 car");
        text("classes.txt");
        assertThat(setting().problems()).extracting(Problem::what).containsExactly("the list of classes is empty");
        Files.write(root.resolve("classes.txt"), new byte[] {'a', (byte) 0xe4, '\n'});
        assertThat(setting().problems()).extracting(Problem::what).containsExactly("the list of classes is not UTF-8");
    }

    @Test
    void aNumberIsAClassOrIgnored() throws IOException {
        pair("training", "a", 0, 1, 0, 1, 0, 1);
        pair("validation", "b", 0, 1, 0, 1, 0, 1);
        assertThat(setting().named("sky", "sea").ignoring(1, -1).problems())
                .extracting(Problem::code, Problem::what)
                .containsExactly(
                        tuple("PECO-274", "ignore = -1 is no number of a map"),
                        tuple("PECO-274", "a class has a number that ignore names: 1 sea"));
    }
}
