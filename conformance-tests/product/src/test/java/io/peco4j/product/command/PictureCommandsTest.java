package io.peco4j.product.command;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.peco4j.api.data.RgbImage;
import io.peco4j.nn.picture.PictureReader;
import io.peco4j.nn.weights.NpyFile;
import io.peco4j.nn.weights.WeightFile;
import io.peco4j.product.command.Console.Outcome;
import io.peco4j.runtime.engine.EngineSession;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tokenize}, {@code reconstruct} and {@code similarity} on pictures of one colour each. */
final class PictureCommandsTest {
    private static final long RED = 1;
    private static final long WHITE = 7;

    @TempDir
    private Path folder;

    private Path pictures;
    private Console console;

    @BeforeAll
    static void startEngine() {
        EngineSession.start();
    }

    @BeforeEach
    void draw() throws IOException {
        console = new Console(folder);
        pictures = folder.resolve("pictures");
        draw("a-red.png", BufferedImage.TYPE_INT_RGB, 24, 0xffff0000);
        draw("b-grey.png", BufferedImage.TYPE_BYTE_GRAY, 16, 0xffffffff);
        draw("c-clear.png", BufferedImage.TYPE_INT_ARGB, 40, 0x00ff0000);
        draw("d-tiny.png", BufferedImage.TYPE_INT_RGB, 2, 0xffff0000);
    }

    @Test
    void tokensOfAnyKindOfPictureGoIntoAnArrayWithItsNames() throws IOException {
        Path file = folder.resolve("tokens.npy");
        Files.writeString(file, "an older file");
        Outcome outcome = tokenize(file);
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("4 pictures as 4 x 4 tokens of 8, 2 of them used");
        try (NDManager manager = NDManager.newBaseManager();
                NDArray tokens = NpyFile.read(file, manager)) {
            assertThat(tokens.getShape().getShape()).containsExactly(4, 4, 4);
            // Grey is read as three equal channels; what is transparent lies on white.
            assertThat(longs(tokens))
                    .containsExactly(LongStream.of(RED, WHITE, WHITE, RED)
                            .flatMap(token -> LongStream.generate(() -> token).limit(16))
                            .toArray());
        }
        assertThat(Files.readAllLines(folder.resolve("tokens.npy.txt")))
                .containsExactly("a-red.png", "b-grey.png", "c-clear.png", "d-tiny.png");
    }

    @Test
    void unreadablePicturesAreSkippedIfAskedFor() throws IOException {
        Files.writeString(pictures.resolve("b-broken.png"), "no picture");
        Path file = folder.resolve("tokens.safetensors");
        Outcome refused = tokenize(file);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("PECO-250", "b-broken.png");
        assertThat(file).doesNotExist();

        Outcome outcome = tokenize(file, "--corrupt", "skip", "--json");
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        JsonObject json = JsonParser.parseString(outcome.out()).getAsJsonObject();
        assertThat(json.get("pictures").getAsInt()).isEqualTo(4);
        assertThat(json.get("unreadable").getAsInt()).isEqualTo(1);
        assertThat(outcome.err()).contains("left out: ", "b-broken.png");
        try (WeightFile weights = WeightFile.open(file)) {
            assertThat(weights.tensors())
                    .hasEntrySatisfying(
                            "tokens",
                            info -> assertThat(info.shape().getShape()).containsExactly(4, 4, 4));
            assertThat(weights.metadata()).containsEntry("vocabulary", "8").containsEntry("image", "16");
        }
    }

    @Test
    void wrongInputsOfTokenizeAreToldAtOnce() throws IOException {
        Path file = folder.resolve("tokens.npy");
        assertThat(console.run("tokenize", "" + pictures, "--component", "colors", "--out", "" + file))
                .satisfies(outcome -> {
                    assertThat(outcome.exit()).isEqualTo(2);
                    assertThat(outcome.err()).contains("PECO-114", "unknown tokenizer colors", "colours");
                });
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThat(console.run("tokenize", "" + empty, "--component", "colours", "--out", "" + file))
                .satisfies(outcome -> {
                    assertThat(outcome.exit()).isEqualTo(2);
                    assertThat(outcome.err()).contains("PECO-605", "the folder holds no picture", "empty");
                });
        assertThat(console.run("tokenize", "" + pictures, "--component", "colours", "--out", "tokens.csv")
                        .err())
                .contains("PECO-606", ".npy or .safetensors");
        assertThat(console.run("tokenize", "" + pictures, "--out", "" + file).err())
                .contains("Which tokenizer?");
        assertThat(file).doesNotExist();
    }

    @Test
    void aSheetShowsOriginalsReconstructionsAndTokens() {
        Path sheet = folder.resolve("sheet.png");
        Outcome outcome = console.run("reconstruct", "" + pictures, "--component", "colours", "--out", "" + sheet);
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains(
                        "row 1: original, 16 px",
                        "row 2: colours, reconstructed, PSNR",
                        "row 3: colours, tokens of 4 px");
        RgbImage drawn = new PictureReader().read(sheet);
        // Rows are enlarged until two lines fit beside them; pictures stand at the right, words at their left.
        assertThat(drawn.height()).isGreaterThanOrEqualTo(3 * 48);
        int pixel = 3 * (drawn.height() / 6 * drawn.width() + drawn.width() - 4);
        assertThat(new byte[] {drawn.rgb()[pixel], drawn.rgb()[pixel + 1], drawn.rgb()[pixel + 2]})
                .as("the last original")
                .containsExactly(0xff, 0, 0);
        assertThat(console.run("reconstruct", "" + pictures, "--component", "colours", "--out", "sheet.jpg")
                        .err())
                .contains("PECO-606");
    }

    @Test
    void tokenizersOfARunGoByNameAndSeed() throws IOException {
        Path study = folder.resolve("colours.conf");
        Files.writeString(study, """
                study = colours
                data { component = scenes, train = 8, val = 4, image = 16, classes = 2, objects = 1 }
                tokenizer { one { component = colours }, two { component = colours, variant = 2 } }
                task { codeword-probe {} }
                seeds = [3, 4]
                """);
        Outcome ran = console.run("run", "" + study, "--out", "" + folder.resolve("runs"));
        assertThat(ran.exit()).as(ran.err() + ran.out()).isZero();
        String run = "" + folder.resolve("runs/colours");
        String sheet = "" + folder.resolve("sheet.png");
        assertThat(console.run("reconstruct", "" + pictures, "--run", run, "--tokenizer", "two@4", "--out", sheet)
                        .out())
                .contains("two@4, reconstructed");
        assertThat(console.run("reconstruct", "" + pictures, "--run", run, "--out", sheet)
                        .out())
                .contains("one@3, reconstructed", "two@3, reconstructed");
        String file = "" + folder.resolve("tokens.npy");
        assertThat(console.run("tokenize", "" + pictures, "--run", run, "--tokenizer", "two@5", "--out", file))
                .satisfies(outcome -> {
                    assertThat(outcome.exit()).isEqualTo(2);
                    assertThat(outcome.err())
                            .contains(
                                    "no finished tokenizer two with the seed 5",
                                    "--tokenizer one@3",
                                    "--tokenizer two@4");
                });
        assertThat(console.run("tokenize", "" + pictures, "--run", run, "--out", file)
                        .err())
                .contains("PECO-604", "--tokenizer one@3  --tokenizer two@3");
    }

    @Test
    void similarityResizesToTheReferenceAndTellsEveryUnreadablePicture() throws IOException {
        Path red = pictures.resolve("a-red.png");
        Path small = pictures.resolve("d-tiny.png");
        Path white = pictures.resolve("b-grey.png");
        Outcome outcome = console.run("similarity", "--backbone", "eye", "" + red, "" + white, "" + small, "--json");
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(JsonParser.parseString(outcome.out())
                        .getAsJsonObject()
                        .getAsJsonArray("distances")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonArray("closest")
                        .get(0)
                        .getAsString())
                .isEqualTo("" + small);

        Path broken = Files.writeString(folder.resolve("broken.png"), "no picture");
        Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(Files.readAllBytes(red), 60));
        Outcome refused = console.run("similarity", "--backbone", "eye", "" + red, "" + broken, "" + cut);
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("Nothing was compared, 2 problems", "broken.png", "cut.png", "PECO-250");
    }

    private Outcome tokenize(Path file, String... more) {
        String[] arguments = {"tokenize", "" + pictures, "--component", "colours", "--out", "" + file};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return console.run(all);
    }

    private static long[] longs(NDArray tokens) {
        assertThat(tokens.getDataType()).isEqualTo(DataType.INT32);
        return Arrays.stream(tokens.toIntArray()).asLongStream().toArray();
    }

    private void draw(String name, int type, int side, int argb) throws IOException {
        Files.createDirectories(pictures);
        BufferedImage image = new BufferedImage(side, side, type);
        for (int i = 0; i < side * side; i++) {
            image.setRGB(i % side, i / side, argb);
        }
        ImageIO.write(image, "png", pictures.resolve(name).toFile());
    }
}
