package io.peco4j.datasets.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Split;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;

/** A folder of small pictures, and the data set that is in it. */
abstract class ImageFolderFixture {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    void add(String... names) throws IOException {
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_3BYTE_BGR);
            image.setRGB(0, 0, name.hashCode());
            assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
        }
    }

    void touch(String... names) throws IOException {
        for (String name : names) {
            Files.writeString(
                    Files.createDirectories(root.resolve(name).getParent())
                            .resolve(Path.of(name).getFileName()),
                    "");
        }
    }

    Dataset open() {
        return open(0.1, Optional.empty(), ImageFolderDataset.Labels.FOLDER);
    }

    Dataset open(double validation, Optional<Integer> limit, ImageFolderDataset.Labels labels) {
        return new ImageFolderDataset(
                new ImageFolderDataset.Options(root, labels, Dataset.Corrupt.FAIL, validation, limit));
    }

    static ImageFolderDataset.Options options(Path path, double validation, Optional<Integer> limit) {
        return new ImageFolderDataset.Options(
                path, ImageFolderDataset.Labels.FOLDER, Dataset.Corrupt.FAIL, validation, limit);
    }

    static Problem problem(Path path) {
        try {
            throw new AssertionError(new ImageFolderDataset(options(path, 0.1, Optional.empty())));
        } catch (InvalidInputException e) {
            assertThat(e.problems()).hasSize(1);
            return e.problems().get(0);
        }
    }

    static ThrowingConsumer<Problem> is(String code, String remedy) {
        return problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.remedy()).contains(remedy);
        };
    }

    static List<String> names(Dataset data, String split) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < data.split(split).size(); i++) {
            names.add(data.split(split).label(i));
        }
        return names;
    }

    static List<Integer> labels(Split split) {
        return IntStream.range(0, split.size())
                .mapToObj(i -> ((Example.Labelled) split.example(i)).label())
                .toList();
    }
}
