package io.peco4j.datasets.coco;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.problem.Problem;
import io.peco4j.datasets.pick.Missing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with files of annotations, and what a message says of it. */
final class CocoProblemsTest extends CocoFixture {

    @Test
    void saysWhereItLookedForFiles() throws IOException {
        assertThat(text(problems())).contains("PECO-275", "has no annotations for training", "found no .json file");
        Files.writeString(root.resolve("labels.json"), "{}");
        assertThat(text(problems())).contains("found labels.json");
        pictures("elsewhere", 1);
        write("annotations/instances_train2017.json");
        assertThat(text(problems()))
                .contains(
                        "PECO-275",
                        "looked for " + root.resolve("train2017"),
                        root.resolve("images").toString());
        Files.copy(root.resolve("annotations/instances_train2017.json"), root.resolve("instances_train2014.json"));
        assertThat(text(problems())).contains("several files of annotations for one split", "instances_train2014.json");
    }

    @Test
    void wantsAFileAndItsFolder() throws IOException {
        pictures("train", 1);
        Path file = write("mine.json");
        assertThat(text(problems(named(Optional.empty(), Optional.empty(), Optional.empty()))))
                .contains("PECO-275", "neither a folder nor annotations");
        assertThat(problems(named(Optional.of(root.resolve("none.json")), Optional.empty(), Optional.of(file))))
                .extracting(Problem::code)
                .containsExactly("PECO-275", "PECO-275");
        assertThat(text(problems(named(Optional.of(root.resolve("none.json")), Optional.of(file), Optional.empty()))))
                .contains("no file of annotations", "no folder of pictures");
    }

    /** However the folder is named, and wherever in it the names begin. */
    @Test
    void aFileIsForOneSplit() throws IOException {
        pictures("images/all", 1, 2);
        object(1, 1, 3, "[2, 2, 6, 6]", "");
        Optional<Path> train = Optional.of(write("train.json"));
        Optional<Path> photos = Optional.of(root.resolve("images/all"));
        pictures("images/all", 2);
        object(1, 2, 3, "[2, 2, 6, 6]", "");
        Optional<Path> val = Optional.of(write("val.json"));
        Path link = Files.createSymbolicLink(root.resolve("link"), root.resolve("images"));
        for (Path other :
                List.of(root.resolve("images/./all"), root.resolve("images/../images/all"), link.resolve("all"))) {
            assertThat(text(problems(named(train, photos, val, Optional.of(other)))))
                    .contains("PECO-277", "1 picture of " + other + " in training and in validation", "2.png");
        }
        images.add("{\"id\": 1, \"file_name\": \"all/1.png\", \"width\": 20, \"height\": 10}");
        object(1, 1, 3, "[2, 2, 6, 6]", "");
        Optional<Path> above = Optional.of(write("above.json"));
        assertThat(text(problems(named(train, photos, above, Optional.of(root.resolve("images"))))))
                .contains("PECO-277", "all/1.png");
    }

    private static CocoDataset.Options named(Optional<Path> train, Optional<Path> images, Optional<Path> val) {
        return named(train, images, val, Optional.empty());
    }

    private static CocoDataset.Options named(
            Optional<Path> train, Optional<Path> images, Optional<Path> val, Optional<Path> others) {
        return new CocoDataset.Options(
                Optional.empty(),
                train,
                images,
                val,
                others,
                Missing.FAIL,
                CocoDataset.WithoutObjects.LEAVE_OUT,
                Dataset.Corrupt.FAIL,
                0.1,
                Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [{"image_id": 1, "score": 0.5}] | Expected BEGIN_OBJECT but was BEGIN_ARRAY
            {"images": [], "annotations": []} | no list "categories"
            {"images": [{"id": 1, "file_name": "a.png", "width": 3}] | no "height" at $.images[0]
            {"images": [], "annotations": [{"id": 1, "image_id": 7, "bbox": [1, 2, 3 | $.annotations[0].bbox
            {"images": [], "annotations": [{"id": 1, "image_id": 7, "bbox": [1, 2, 3]}]} | $.annotations[0].bbox[3]
            {"images": [{"id": "x1"}]} | $.images[0].id
            {"images": [{"id": 1, "file_name": "a.png", "width": 3, "height": 0}]} | 3 x 0 pixels at $.images[0]
            {"images": [], "images": []} | second list "images"
            {"annotations": [{"bbox": [NaN, 2, 3, 4]}]} | $.annotations[0].bbox
            <html> | line 1
            """)
    void namesThePlaceOfWhatIsNotOfCocosForm(String content, String place) throws IOException {
        Files.createDirectories(root.resolve("images"));
        Files.writeString(root.resolve("instances_train.json"), content);
        assertThat(problems()).hasSize(1);
        assertThat(text(problems())).contains("PECO-276", "instances_train.json is not a file of COCO's form", place);
    }

    @Test
    void saysAllThatIsWrongInAllFilesAtOnce() throws IOException {
        pictures("images", 1, 1);
        images.add("{\"id\": 5, \"file_name\": \"gone.png\", \"width\": 20, \"height\": 10}");
        object(1, 77, 3, "[2, 2, 6, 6]", "");
        object(1, 1, 4, "[2, 2, 6, 6]", "");
        object(2, 1, 3, "[2, 2, 6, 6]", ", \"segmentation\": [[1, 2, 3, 4, 5, 6, 7]]");
        object(3, 1, 3, "[2, 2, 6, 6]", ", \"segmentation\": {\"size\": [20, 10], \"counts\": [0, 200]}");
        object(4, 1, 3, "[2, 2, 6, 6]", ", \"segmentation\": {\"size\": [10, 20], \"counts\": [0, 7]}");
        write("instances_train.json");
        pictures("images", 1);
        object(1, 1, 3, "[2, 2, 6, 6]", "");
        write("instances_val.json", "{\"id\": 3, \"name\": \"cat\"}");
        assertThat(problems())
                .extracting(Problem::code)
                .containsExactly("PECO-277", "PECO-278", "PECO-279", "PECO-277", "PECO-277");
        assertThat(text(problems()))
                .contains(
                        "contradicts itself in 5 places",
                        "two pictures have the number 1",
                        "the picture 1.png is listed twice",
                        "two annotations have the number 1",
                        "annotation 1 is on picture 77, which is not listed",
                        "and 1 more",
                        "masks that make no sense in 3 places",
                        "annotation 2 has an outline of 7 numbers",
                        "annotation 4 has run lengths that are damaged or do not add up to the 20 x 10 pixels",
                        "annotation 3 has run lengths of a picture of another size than its 20 x 10 pixels",
                        "1 of the 3 pictures",
                        "gone.png",
                        "category 3 is \"cat\", and in training \"car\"",
                        "in training and in validation");
    }

    @Test
    void refusesFilesThatLeaveNothing() throws IOException {
        pictures("images", 1, 2);
        write("instances_train.json");
        assertThat(text(problems())).contains("PECO-275", "leaves no picture for train", "without-objects = keep");
        write("instances_train.json");
        assertThat(text(problems())).contains("it lists no pictures");
        pictures("images", 1, 2);
        write(
                "instances_train.json",
                "{\"id\": 1, \"name\": \"a\"}, {\"id\": 1, \"name\": \"b\"}, {\"id\": 2, \"name\": \"b\"}");
        assertThat(text(problems())).contains("two categories have the number 1", "two categories have the name \"b\"");
    }
}
