package io.peco4j.datasets.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.peco4j.api.data.Box;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Instance;
import io.peco4j.api.data.InstanceMask;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.datasets.pick.Missing;
import io.peco4j.nn.metric.RunLengthMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of the entries of a file. */
final class CocoDatasetTest extends CocoFixture {
    private static final String SQUARE = ", \"segmentation\": [[2, 2, 8, 2, 8, 8, 2, 8]]";

    @Test
    void sortsCategoriesByTheirNumbersAndReadsEveryKindOfMask() throws IOException {
        pictures("train2017", 1);
        object(1, 1, 90, "[2, 2, 6, 6]", SQUARE);
        object(
                2,
                1,
                3,
                "[0, 0, 1, 10]",
                ", \"segmentation\": {\"size\": [10, 20], \"counts\": [0, 10, 190]}, \"iscrowd\": 1");
        String text = RunLengthMask.of(10, 20, 25, 5, 170).text();
        object(
                3,
                1,
                3,
                "[2, 5, 1, 5]",
                ", \"segmentation\": {\"counts\": \"" + text + "\", \"size\": [10, 20]}, \"iscrowd\": 0");
        object(4, 1, 3, "[2.25, 5, 1, 4]", ", \"segmentation\": []");
        write("annotations/instances_train2017.json");
        pictures("val2017", 2, 3);
        object(9, 3, 3, "[2, 2, 6, 6]", SQUARE);
        write("annotations/instances_val2017.json");
        Dataset data = open();
        assertThat(data.classes()).containsExactly("car", "toothbrush");
        assertThat(objects(data, "train", 0))
                .containsExactly(
                        new Instance(1, new Box(2, 2, 8, 8), new InstanceMask.Polygons(List.of(new double[] {
                            2, 2, 8, 2, 8, 8, 2, 8
                        }))),
                        new Instance(0, new Box(0, 0, 1, 10), true, runs(0, 10, 190)),
                        new Instance(0, new Box(2, 5, 3, 10), false, runs(25, 5, 170)),
                        new Instance(0, new Box(2.25f, 5, 3.25f, 9)));
        assertThat(names(data, "val")).containsExactly("val2017/2.png", "val2017/3.png");
        assertThat(objects(data, "val", 0)).as("validation keeps what is empty").isEmpty();
        assertThat(data.notes())
                .containsExactly(
                        "train from " + root.resolve("annotations/instances_train2017.json") + ", val from "
                                + root.resolve("annotations/instances_val2017.json"),
                        "of the 5 objects: 1 object without a mask; 1 crowd");
    }

    private static Optional<InstanceMask> runs(int... runs) {
        return Optional.of(new InstanceMask.RunLengths(20, 10, runs));
    }

    /** Pictures beside the study that names them. */
    @Test
    void findsPicturesInTheWorkingDirectory() throws IOException {
        Path here = Path.of("");
        Path picture = Files.createTempFile(here.toAbsolutePath(), "picture", ".png");
        try {
            images.add("{\"id\": 1, \"file_name\": \"" + picture.getFileName() + "\", \"width\": 20, \"height\": 10}");
            object(1, 1, 3, "[2, 2, 6, 6]", SQUARE);
            Path file = write("mine.json");
            for (Path folder : List.of(here, Path.of("."))) {
                assertThat(new CocoDataset(named(file, folder)).split("train").size())
                        .isEqualTo(1);
            }
        } finally {
            Files.delete(picture);
        }
    }

    private static CocoDataset.Options named(Path train, Path images) {
        return new CocoDataset.Options(
                Optional.empty(),
                Optional.of(train),
                Optional.of(images),
                Optional.empty(),
                Optional.empty(),
                Missing.FAIL,
                CocoDataset.WithoutObjects.LEAVE_OUT,
                Dataset.Corrupt.FAIL,
                0,
                Optional.empty());
    }

    /** Everything is counted: nothing is lost without a word. */
    @Test
    void leavesOutWhatIsNoObjectAndCutsBoxes() throws IOException {
        pictures("images", 1, 2, 3);
        object(1, 1, 3, "[-2, 3, 6, 20]", SQUARE);
        object(2, 1, 3, "[2, 2, 0, 6]", SQUARE);
        object(3, 1, 3, "[8, 8, -6, -6]", SQUARE);
        object(4, 1, 3, "[30, 2, 6, 6]", SQUARE);
        object(5, 1, 3, "[2, 2, 6, 6]", ", \"segmentation\": [[2, 2, 8, 8]]");
        object(6, 1, 3, "[2, 2, 6, 6]", ", \"segmentation\": {\"size\": [10, 20], \"counts\": [200]}");
        object(7, 1, 3, "[2, 2, 6, 6]", ", \"segmentation\": [[-9, -9, -3, -9, -3, -3]]");
        object(8, 2, 3, "[2, 2, 6, 6]", ", \"segmentation\": null, \"iscrowd\": true");
        write("instances_train.json");
        pictures("images", 4);
        object(1, 4, 3, "[2, 2, 6, 6]", SQUARE);
        write("instances_val.json");
        Dataset data = open();
        assertThat(names(data, "train")).containsExactly("images/1.png");
        assertThat(objects(data, "train", 0)).extracting(Instance::box).containsExactly(new Box(0, 3, 4, 10));
        assertThat(data.notes().subList(1, 3))
                .containsExactly(
                        "left out: 2 pictures for training without objects; 3 objects without area; 3 objects whose masks "
                                + "have no pixel",
                        "of the 3 objects: 1 box cut at the edge of its picture; 1 object without a mask; 1 crowd");
        Dataset all = new CocoDataset(options(root, Missing.FAIL, CocoDataset.WithoutObjects.KEEP, Optional.empty()));
        assertThat(names(all, "train")).containsExactly("images/1.png", "images/2.png", "images/3.png");
        assertThat(objects(all, "train", 1)).extracting(Instance::crowd).containsExactly(true);
    }

    @Test
    void picksPicturesForValidationAndLimitsBoth() throws IOException {
        for (int i = 1; i <= 60; i++) {
            pictures("images", i);
            object(i, i, 3, "[2, 2, 6, 6]", SQUARE);
        }
        write("annotations/instances_train.json");
        Dataset data = open();
        assertThat(data.split("val").size()).isBetween(1, 15);
        assertThat(names(data, "train")).doesNotContainAnyElementsOf(names(data, "val"));
        assertThat(data.split("train").size() + data.split("val").size()).isEqualTo(60);
        Dataset few = new CocoDataset(options(root, Missing.FAIL, CocoDataset.WithoutObjects.KEEP, Optional.of(1)));
        assertThat(few.splits()).allSatisfy(split -> assertThat(split.size()).isEqualTo(1));
        assertThat(few.fingerprint()).isNotEqualTo(data.fingerprint());
    }

    @Test
    void leavesMissingPicturesOutWhereToldTo() throws IOException {
        pictures("train", 1, 2);
        images.add("{\"id\": 3, \"file_name\": \"gone.png\", \"width\": 20, \"height\": 10}");
        object(1, 3, 3, "[2, 2, 6, 6]", SQUARE);
        object(2, 1, 3, "[2, 2, 6, 6]", SQUARE);
        object(3, 2, 3, "[2, 2, 6, 6]", SQUARE);
        write("instances_train.json");
        Dataset data = new CocoDataset(options(root, Missing.SKIP, CocoDataset.WithoutObjects.KEEP, Optional.empty()));
        assertThat(data.splits()).extracting(split -> split.size()).containsExactly(1, 1);
        assertThat(data.notes().get(1)).isEqualTo("left out: 1 picture that is missing");
    }

    @Test
    void refusesAPictureOfAnotherSizeThanStated() throws IOException {
        images.add("{\"id\": 1, \"file_name\": \"1.png\", \"width\": 10, \"height\": 20}");
        draw("train", "1.png");
        object(1, 1, 3, "[2, 2, 6, 6]", "");
        write("instances_train.json");
        Dataset data = open();
        assertThatThrownBy(() -> data.split("train").example(0))
                .isInstanceOf(UnreadableExampleException.class)
                .hasMessageContaining("1.png has 20 x 10 pixels")
                .hasMessageContaining("instances_train.json states 10 x 20");
    }

    /** The same files elsewhere are the same data; an annotation or a picture that changes makes others. */
    @Test
    void fingerprintsContents() throws IOException {
        pictures("train", 1);
        object(1, 1, 3, "[2, 2, 6, 6]", SQUARE);
        Path file = write("instances_train.json");
        String before = open().fingerprint();
        assertThat(open().fingerprint()).isEqualTo(before);
        Files.writeString(file, Files.readString(file).replace("[2, 2, 6, 6]", "[2, 2, 6, 5]"));
        String moved = open().fingerprint();
        assertThat(moved).isNotEqualTo(before);
        draw("train", "other.png");
        Files.move(root.resolve("train/other.png"), root.resolve("train/1.png"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(open().fingerprint()).isNotEqualTo(moved);
    }
}
