package io.peco4j.datasets.coco;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Instance;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.datasets.pick.Missing;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;

/** A folder with a few pictures of 20 x 10 pixels, and files of COCO's form about them. */
abstract class CocoFixture {
    static final String CATEGORIES = "{\"id\": 90, \"name\": \"toothbrush\"}, {\"id\": 3, \"name\": \"car\"}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    final List<String> images = new ArrayList<>();
    final List<String> annotations = new ArrayList<>();

    /** Lists and draws pictures 1, 2, and so on, with the names {@code 1.png} and so on. */
    void pictures(String folder, int... numbers) throws IOException {
        for (int number : numbers) {
            images.add(
                    "{\"id\": " + number + ", \"file_name\": \"" + number + ".png\", \"width\": 20, \"height\": 10}");
            draw(folder, number + ".png");
        }
    }

    void draw(String folder, String name) throws IOException {
        Path file = Files.createDirectories(root.resolve(folder)).resolve(name);
        BufferedImage image = new BufferedImage(20, 10, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(3, 4, name.hashCode());
        assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
    }

    void object(int id, int picture, int category, String box, String more) {
        annotations.add("{\"id\": " + id + ", \"image_id\": " + picture + ", \"category_id\": " + category
                + ", \"bbox\": " + box + more + "}");
    }

    /** Writes what was listed, and forgets it. */
    Path write(String name) throws IOException {
        return write(name, CATEGORIES);
    }

    Path write(String name, String categories) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "{\"info\": {\"year\": 2017}, \"images\": [" + String.join(",\n", images) + "], \"annotations\": ["
                        + String.join(",\n", annotations) + "], \"categories\": [" + categories + "]}");
        images.clear();
        annotations.clear();
        return file;
    }

    Dataset open() {
        return new CocoDataset(options(root));
    }

    static CocoDataset.Options options(Path path) {
        return options(path, Missing.FAIL, CocoDataset.WithoutObjects.LEAVE_OUT, Optional.empty());
    }

    static CocoDataset.Options options(
            Path path, Missing missing, CocoDataset.WithoutObjects rule, Optional<Integer> limit) {
        return new CocoDataset.Options(
                Optional.of(path),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                missing,
                rule,
                Dataset.Corrupt.FAIL,
                0.1,
                limit);
    }

    List<Problem> problems() {
        return problems(options(root));
    }

    static List<Problem> problems(CocoDataset.Options options) {
        try {
            throw new AssertionError("no problem; notes: " + new CocoDataset(options).notes());
        } catch (InvalidInputException e) {
            return e.problems();
        }
    }

    static String text(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.code() + " " + problem.what() + ": " + problem.remedy())
                .collect(Collectors.joining("\n"));
    }

    static List<String> names(Dataset data, String split) {
        return IntStream.range(0, data.split(split).size())
                .mapToObj(data.split(split)::label)
                .toList();
    }

    static List<Instance> objects(Dataset data, String split, int index) {
        return ((Example.Detected) data.split(split).example(index)).objects();
    }
}
