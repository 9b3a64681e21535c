package io.peco4j.datasets.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;

/** A folder of small pictures and maps, and the data set that is in it. */
abstract class MapFixture {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    /** A picture of 3 x 2 pixels. */
    void picture(String name) throws IOException {
        write(name, new BufferedImage(3, 2, BufferedImage.TYPE_3BYTE_BGR));
    }

    /** A grey map of 8 bits, or of 16 where a number asks for them, three pixels a row. */
    void map(String name, int... numbers) throws IOException {
        boolean deep = IntStream.of(numbers).anyMatch(number -> number > 255);
        int type = deep ? BufferedImage.TYPE_USHORT_GRAY : BufferedImage.TYPE_BYTE_GRAY;
        write(name, filled(new BufferedImage(3, numbers.length / 3, type), numbers));
    }

    /** A map of so many bits with a palette in which every number has the same colour. */
    void palette(String name, int bits, int... numbers) throws IOException {
        byte[] same = new byte[1 << bits];
        IndexColorModel colours = new IndexColorModel(bits, same.length, same, same, same);
        int type = bits < 8 ? BufferedImage.TYPE_BYTE_BINARY : BufferedImage.TYPE_BYTE_INDEXED;
        write(name, filled(new BufferedImage(3, numbers.length / 3, type, colours), numbers));
    }

    private static BufferedImage filled(BufferedImage image, int... numbers) {
        image.getRaster().setSamples(0, 0, 3, numbers.length / 3, 0, numbers);
        return image;
    }

    private void write(String name, BufferedImage image) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        String format = name.endsWith(".jpg") ? "jpeg" : "png";
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    }

    void text(String name, String... lines) throws IOException {
        Files.write(root.resolve(name), List.of(lines));
    }

    /** A picture and its map in ADE20K's layout. */
    void pair(String split, String name, int... numbers) throws IOException {
        picture("images/" + split + "/" + name + ".jpg");
        map("annotations/" + split + "/" + name + ".png", numbers);
    }

    Setting setting() {
        return new Setting(root, false, List.of(255), Dataset.Corrupt.FAIL, Optional.empty(), Optional.empty());
    }

    /** Options that tests vary. */
    record Setting(
            Path path,
            boolean fromOne,
            List<Integer> ignore,
            Dataset.Corrupt corrupt,
            Optional<List<String>> names,
            Optional<Integer> limit) {
        Setting named(String... classes) {
            return new Setting(path, fromOne, ignore, corrupt, Optional.of(List.of(classes)), limit);
        }

        Setting countingFromOne() {
            return new Setting(path, true, ignore, corrupt, names, limit);
        }

        Setting ignoring(Integer... numbers) {
            return new Setting(path, fromOne, List.of(numbers), corrupt, names, limit);
        }

        Setting skipping() {
            return new Setting(path, fromOne, ignore, Dataset.Corrupt.SKIP, names, limit);
        }

        Setting limited(int pictures) {
            return new Setting(path, fromOne, ignore, corrupt, names, Optional.of(pictures));
        }

        SegmentationFolderDataset open() {
            Optional<String> usual = Optional.empty();
            return new SegmentationFolderDataset(new SegmentationFolderDataset.Options(
                    path, usual, usual, usual, usual, Optional.empty(), names, fromOne, ignore, corrupt, 0.5, limit));
        }

        List<Problem> problems() {
            try {
                throw new AssertionError(open());
            } catch (InvalidInputException e) {
                return e.problems();
            }
        }
    }

    static List<Integer> classes(Dataset data, String split, int index) {
        ClassMap map = ((Example.Segmented) data.split(split).example(index)).classes();
        return map.classes().boxed().toList();
    }
}
