package io.peco4j.runtime.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Split;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PictureFilesTest {
    @TempDir
    private Path folder;

    @Test
    void findsPicturesBelowInOrderAndSkipsWhatCannotBeRead() throws IOException {
        draw("b.png", 2);
        draw("a/z.png", 3);
        draw(".hidden/x.png", 4);
        Files.writeString(folder.resolve("a/broken.jpg"), "no picture");
        Files.writeString(folder.resolve("notes.txt"), "no picture");
        PictureFiles files = PictureFiles.of(List.of(folder), Dataset.Corrupt.SKIP);
        Split split = files.split(Dataset.TRAIN);
        assertThat(IntStream.range(0, split.size()).mapToObj(split::label))
                .containsExactly("a/broken.jpg", "a/z.png", "b.png");
        assertThat(IntStream.range(0, 3).map(i -> split.example(i).image().width()))
                .containsExactly(1, 3, 2);
        assertThat(files.unreadable()).containsOnlyKeys(0);
        Split strict = PictureFiles.of(List.of(folder), Dataset.Corrupt.FAIL).split(Dataset.TRAIN);
        assertThatThrownBy(() -> strict.example(0)).isInstanceOf(UnreadableExampleException.class);
        assertThat(files.atMost(2).split(Dataset.TRAIN).size()).isEqualTo(2);
    }

    /** Two folders with a picture 1.png each. */
    @Test
    void pathsTellPicturesOfTheSameNameApart() throws IOException {
        draw("cats/1.png", 2);
        draw("dogs/small/1.png", 2);
        draw("2.png", 2);
        List<Path> paths = List.of(folder.resolve("cats"), folder.resolve("dogs"), folder.resolve("2.png"));
        Split split = PictureFiles.of(paths, Dataset.Corrupt.FAIL).split(Dataset.TRAIN);
        assertThat(IntStream.range(0, split.size()).mapToObj(split::label))
                .containsExactly(folder + "/cats/1.png", folder + "/dogs/small/1.png", folder + "/2.png");
    }

    @Test
    void passesOverWhatSystemsLeaveBehindAndEndsCircles() throws IOException {
        draw("a.png", 2);
        draw("__MACOSX/a.png", 2);
        draw("deep/@eaDir/b.png", 2);
        draw("deep/._c.png", 2);
        Files.createSymbolicLink(folder.resolve("deep/circle"), folder);
        Files.createSymbolicLink(folder.resolve("deep/itself.png"), Path.of("itself.png"));
        Split split = PictureFiles.of(List.of(folder), Dataset.Corrupt.FAIL).split(Dataset.TRAIN);
        assertThat(IntStream.range(0, split.size()).mapToObj(split::label)).containsExactly("a.png");
    }

    @Test
    void saysWhatAFolderHoldsInstead() throws IOException {
        Files.writeString(folder.resolve("a.heic"), "");
        Files.writeString(folder.resolve("b.HEIC"), "");
        InvalidInputException thrown = catchThrowableOfType(
                InvalidInputException.class, () -> PictureFiles.of(List.of(folder), Dataset.Corrupt.FAIL));
        assertThat(thrown.problems())
                .extracting(Problem::what)
                .containsExactly("the folder holds no picture, only 2 .heic");
    }

    @Test
    void saysEveryPathThatLeadsNowhere() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        InvalidInputException thrown = catchThrowableOfType(
                InvalidInputException.class,
                () -> PictureFiles.of(List.of(empty, folder.resolve("none.png")), Dataset.Corrupt.FAIL));
        assertThat(thrown.problems()).extracting(Problem::code).containsExactly("PECO-605", "PECO-605");
    }

    private void draw(String name, int side) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
    }
}
