package io.peco4j.datasets.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;
import io.peco4j.datasets.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of layouts, maps and lists of classes. */
final class SegmentationFolderDatasetTest extends MapFixture {
    private static final int NONE = ClassMap.IGNORE;

    @Test
    void readsTheLayoutOfAde20k() throws IOException {
        pair("training", "b", 0, 1, 2, 255, 0, 2);
        pair("training", "a", 2, 2, 2, 2, 2, 2);
        pair("validation", "c", 1, 1, 1, 1, 1, 1);
        Dataset data = setting().named("sky", "sea", "land").open();
        assertThat(data.exampleType()).isEqualTo(Example.Segmented.class);
        assertThat(data.splits()).extracting(Split::name).containsExactly("train", "val");
        assertThat(data.split("train").label(0)).isEqualTo("images/training/a.jpg");
        assertThat(classes(data, "train", 1)).containsExactly(0, 1, 2, NONE, 0, 2);
        assertThat(data.notes())
                .containsExactly(
                        "train from images/training and annotations/training, val from images/validation and"
                                + " annotations/validation",
                        "3 classes from names, numbers in maps 0 to 2; not counted: 255");
    }

    @Test
    void readsTheLayoutOfCityscapes() throws IOException {
        for (String split : List.of("train", "val")) {
            picture("leftImg8bit/" + split + "/ulm/ulm_1_leftImg8bit.png");
            map("gtFine/" + split + "/ulm/ulm_1_gtFine_labelIds.png", 0, 7, 11, 7, 8, 7);
            map("gtFine/" + split + "/ulm/ulm_1_gtFine_instanceIds.png", 1, 1, 1, 1, 1, 1);
        }
        text("classes.txt", "7\troad\t#804080", "8\tsidewalk\t244 35 232", "11\tbuilding\t70\t70\t70");
        Dataset data = setting().ignoring(0).open();
        assertThat(classes(data, "train", 0)).containsExactly(NONE, 0, 2, 0, 1, 0);
        assertThat(data.classes()).containsExactly("road", "sidewalk", "building");
        assertThat(data.colours()).containsExactly(0x804080, 0xf423e8, 0x464646);
        map("gtFine/train/ulm/ulm_1_gtFine_labelTrainIds.png", 255, 0, 2, 0, 1, 0);
        map("gtFine/val/ulm/ulm_1_gtFine_labelTrainIds.png", 255, 0, 2, 0, 1, 0);
        text("classes.txt", "road", "sidewalk", "building");
        assertThat(classes(setting().open(), "train", 0)).containsExactly(NONE, 0, 2, 0, 1, 0);
    }

    /** One country of Cityscapes, whose folder is a wrapper of the pictures and perhaps of the maps. */
    @ParameterizedTest
    @ValueSource(strings = {"annotations/germany/", "annotations/"})
    void picturesBelowASingleFolderHaveTheirMapsThere(String maps) throws IOException {
        for (String city : List.of("aachen", "bochum")) {
            picture("images/germany/" + city + "/1.png");
            map(maps + city + "/1.png", 0, 1, 0, 1, 0, 1);
        }
        Dataset data = setting().named("sky", "sea").open();
        assertThat(data.splits())
                .flatExtracting(split -> List.of(split.label(0)))
                .containsExactlyInAnyOrder("images/germany/aachen/1.png", "images/germany/bochum/1.png");
    }

    /** Whatever is between numbers, names and colours, and whether a line says which is which. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "7 road;8 side walk;11 a building, or two",
                "7,road;8, side walk;11,\"a building, or two\"",
                "7: road;8: side walk;11: a building, or two",
                "id,name;7,road;8,side walk;11,\"a building, or two\"",
                "7 road 128 64 128;8 side walk 244 35 232;11 a building, or two 70 70 70",
                "ID,Name,R,G,B;7,road,128,64,128;8,side walk,244,35,232;11,\"a building, or two\",70,70,70",
                "7\troad\t#804080;8\tside walk\t#f423e8;11\ta building, or two\t#464646",
            })
    void numbersAreReadHoweverTheyAreSetApart(String list) throws IOException {
        picture("images/a.jpg");
        map("annotations/a.png", 7, 8, 11, 11, 8, 7);
        text("classes.txt", list.split(";"));
        Dataset data = setting().open();
        assertThat(data.classes()).containsExactly("road", "side walk", "a building, or two");
        assertThat(classes(data, "train", 0)).containsExactly(0, 1, 2, 2, 1, 0);
        if (list.contains("128") || list.contains("#")) {
            assertThat(data.colours()).containsExactly(0x804080, 0xf423e8, 0x464646);
        }
    }

    /** CamVid comes with both of the former; numbers are those of the order. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "name,r,g,b;Animal, 64, 128, 64;Bike 2, 0, 128, 192",
                "64 128 64\tAnimal;0 128 192\tBike 2",
                "Animal #408040;Bike 2 #0080c0",
            })
    void namesWithColoursAreInTheOrderOfTheirNumbers(String list) throws IOException {
        picture("images/a.jpg");
        map("annotations/a.png", 0, 1, 0, 1, 0, 1);
        text("classes.txt", list.split(";"));
        Dataset data = setting().open();
        assertThat(data.classes()).containsExactly("Animal", "Bike 2");
        assertThat(data.colours()).containsExactly(0x408040, 0x0080c0);
        assertThat(classes(data, "train", 0)).containsExactly(0, 1, 0, 1, 0, 1);
    }

    /** The colours say nothing, the numbers all. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "4, 15", "8, 254"})
    void readsTheNumbersOfPalettes(int bits, int last) throws IOException {
        picture("images/a.jpg");
        palette("annotations/a.png", bits, 0, last, 1, 0, 1, last);
        String[] names = IntStream.rangeClosed(0, last).mapToObj(i -> "c" + i).toArray(String[]::new);
        Dataset data = setting().named(names).open();
        assertThat(classes(data, "train", 0)).containsExactly(0, last, 1, 0, 1, last);
    }

    @Test
    void readsMoreClassesThanAByteHas() throws IOException {
        picture("images/a.jpg");
        map("annotations/a.png", 0, 255, 256, 300, 65535, 1);
        String[] names = IntStream.rangeClosed(0, 300).mapToObj(i -> "c" + i).toArray(String[]::new);
        Dataset data = setting().named(names).ignoring(65535).open();
        assertThat(classes(data, "train", 0)).containsExactly(0, 255, 256, 300, NONE, 1);
    }

    @Test
    void classesCountFromOneWhereZeroIsNone() throws IOException {
        pair("training", "a", 0, 1, 2, 255, 2, 1);
        pair("validation", "b", 0, 1, 2, 255, 2, 1);
        Dataset plain = setting().named("sky", "sea").countingFromOne().open();
        assertThat(classes(plain, "train", 0)).containsExactly(NONE, 0, 1, NONE, 1, 0);
        text("classes.txt", "0\tunlabeled", "1\tsky", "2\tsea", "");
        Dataset listed = setting().countingFromOne().open();
        assertThat(listed.classes()).containsExactly("sky", "sea");
        assertThat(classes(listed, "train", 0)).isEqualTo(classes(plain, "train", 0));
        assertThat(listed.notes()).contains("2 classes from classes.txt, numbers in maps 1, 2; not counted: 0, 255");
    }

    @Test
    void picksPicturesForValidationAndALimitByTheirNames() throws IOException {
        for (int i = 0; i < 20; i++) {
            picture("images/" + i + ".jpg");
            map("annotations/" + i + ".png", 0, 1, 0, 1, 0, 1);
        }
        Dataset data = setting().named("a", "b").open();
        assertThat(data.split("train").size() + data.split("val").size()).isEqualTo(20);
        assertThat(data.split("val").size()).isBetween(5, 15);
        assertThat(data.notes().get(0)).contains("val picked from it by a hash");
        Dataset few = setting().named("a", "b").limited(2).open();
        assertThat(few.splits()).extracting(Split::size).containsExactly(2, 2);
    }

    @Test
    void theFingerprintIsThatOfAllThatIsRead() throws IOException {
        pair("training", "a", 0, 1, 0, 1, 0, 1);
        pair("validation", "b", 0, 1, 0, 1, 0, 1);
        Setting setting = setting().named("sky", "sea");
        String before = setting.open().fingerprint();
        assertThat(setting.open().fingerprint()).isEqualTo(before);
        assertThat(setting().named("sky", "land").open().fingerprint()).isNotEqualTo(before);
        assertThat(setting.ignoring(255, 9).open().fingerprint()).isNotEqualTo(before);
        map("annotations/training/a.png", 0, 1, 0, 1, 0, 0);
        assertThat(setting.open().fingerprint()).isNotEqualTo(before);
    }

    /** Two real sets: grey maps, and such with a palette. */
    @ParameterizedTest
    @CsvSource({"coco, 56, 54, 133", "camvid, 92, 34, 11"})
    void readsRealFiles(String name, int train, int val, int classes) {
        Path folder = SharedData.folder("segmentation/" + name);
        Setting setting = new Setting(
                folder,
                true,
                List.of(255),
                Dataset.Corrupt.FAIL,
                setting().names(),
                setting().limit());
        Dataset data = setting.open();
        assertThat(data.splits()).extracting(Split::size).containsExactly(train, val);
        assertThat(data.classes()).hasSize(classes).doesNotContain("unlabeled");
        for (Split split : data.splits()) {
            long counted = IntStream.range(0, split.size())
                    .mapToObj(split::example)
                    .map(Example.Segmented.class::cast)
                    .peek(example -> assertThat(example.classes().width())
                            .isEqualTo(example.image().width()))
                    .filter(example -> example.classes()
                                    .classes()
                                    .distinct()
                                    .filter(label -> label != NONE)
                                    .count()
                            > 1)
                    .count();
            assertThat(counted).as("pictures with several classes").isGreaterThan(split.size() / 2);
        }
    }
}
