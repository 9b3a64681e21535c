package io.peco4j.tasks.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Score;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.nn.picture.PictureReader;
import io.peco4j.tasks.Alone;
import io.peco4j.tasks.Blocks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class CodebookTasksTest {
    private static final List<String> TEN = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void flatPicturesAreKeptUpToTheStepOfTheirBrightness() {
        List<RgbImage> flat = List.of(flat(16, 40), flat(16, 200));
        Findings findings = reconstruct("backbones = [{ backbone = squeezenet }]", flat);
        Map<String, Double> scores = values(findings);
        // 40 is token 2, drawn as 2.5 / 16; 200 is token 12, drawn as 12.5 / 16.
        double first = Math.abs(40 / 255.0 - 2.5 / 16);
        double second = Math.abs(200 / 255.0 - 12.5 / 16);
        assertThat(scores.get("L1")).isCloseTo((first + second) / 2, within(1e-6));
        assertThat(scores.get("PSNR")).isCloseTo(-10 * (Math.log10(first) + Math.log10(second)), within(0.01));
        assertThat(scores.get("SSIM")).isBetween(0.99, 1.0);
        assertThat(scores.get("distance, squeezenet")).isCloseTo(0, within(1e-6));
        assertThat(scores)
                .containsEntry("codebook use", 12.5)
                .containsEntry("rate", 0.25)
                .hasEntrySatisfying("perplexity", value -> assertThat(value).isCloseTo(2, within(1e-9)))
                .hasEntrySatisfying(
                        "rate by frequency", value -> assertThat(value).isCloseTo(1 / 16.0, within(1e-9)));
        assertThat(findings.pictures())
                .singleElement()
                .satisfies(picture -> assertThat(picture.image().height()).isEqualTo(2 * 16 + 2));
    }

    @Test
    void equalPicturesHaveSimilarityOneAndOthersLess() {
        List<RgbImage> noisy = List.of(noise(16, 1), noise(16, 2));
        assertThat(values(reconstruct("", noisy)).get("SSIM")).isLessThan(0.5);
    }

    /** The published ResNet-20 reaches 82.2 % on 500 of these lossy copies. */
    @Test
    void aClassifierSeesLessInReconstructions() throws IOException {
        Path weights = shared("data/weights/resnet20_cifar10.npz");
        List<List<Path>> classes = new ArrayList<>();
        try (Stream<Path> folders = Files.list(shared("data/images/val"))) {
            for (Path folder : folders.sorted().toList()) {
                try (Stream<Path> files = Files.list(folder)) {
                    classes.add(files.sorted().limit(20).toList());
                }
            }
        }
        List<RgbImage> pictures = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            for (List<Path> each : classes) {
                pictures.add(new PictureReader().read(each.get(i)));
            }
        }
        Map<String, Double> scores =
                values(reconstruct("classifier = \"" + weights + "\"", new Alone.Pictures(pictures, TEN), 32));
        assertThat(scores.get("top-1 on originals")).isBetween(72.0, 92.0);
        assertThat(scores.get("top-1 on reconstructions")).isBetween(5.0, 50.0);
        Map<String, Double> larger =
                values(reconstruct("classifier = \"" + weights + "\"", new Alone.Pictures(pictures, TEN), 64));
        assertThat(larger.get("top-1 on originals")).isBetween(72.0, 92.0);
        assertThatThrownBy(() -> reconstruct(
                        "classifier = \"" + weights + "\"", new Alone.Pictures(pictures, List.of("a", "b")), 32))
                .hasMessageContaining("PECO-265");
    }

    @Test
    void tokensStayWhereNothingChangesAndMoveWithStrength() {
        List<RgbImage> pictures = List.of(noise(16, 1), flat(16, 40), noise(16, 3));
        Findings findings = new InvarianceTask(
                        options(
                                InvarianceTask.Options.class,
                                "blur = [], shift = [4], noise = [1, 60], jpeg = [90], brightness = [1.0, 0.5]"),
                        new Blocks(16),
                        new Alone.Pictures(pictures, TEN))
                .findings(new Alone.Pictures(pictures, TEN));
        Map<String, Double> scores = values(findings);
        assertThat(scores)
                .containsEntry("brightness 1 times: same tokens", 100.0)
                .containsEntry("brightness 1 times: codeword distance", 0.0);
        assertThat(scores.get("noise 1 levels: same tokens")).isGreaterThan(80);
        assertThat(scores.get("noise 60 levels: same tokens")).isLessThan(scores.get("noise 1 levels: same tokens"));
        assertThat(scores.get("brightness 0.5 times: codeword distance")).isGreaterThan(20);
        assertThat(scores.get("same tokens"))
                .isCloseTo(
                        scores.entrySet().stream()
                                .filter(score -> score.getKey().endsWith(": same tokens"))
                                .mapToDouble(Map.Entry::getValue)
                                .average()
                                .orElseThrow(),
                        within(1e-9));
        assertThat(findings.pictures()).hasSize(1);
    }

    @Test
    void aShiftMovesPixelsAndRepeatsTheBorder() {
        RgbImage shifted = Perturbation.SHIFT.apply(noise(4, 5), 1, new Random(0));
        byte[] original = noise(4, 5).rgb();
        assertThat(shifted.rgb()[3 * (4 + 1)]).isEqualTo(original[0]);
        assertThat(shifted.rgb()[0]).isEqualTo(original[0]);
        assertThat(shifted.rgb()[3 * 15 + 2]).isEqualTo(original[3 * 10 + 2]);
    }

    private Findings reconstruct(String written, List<RgbImage> pictures) {
        return reconstruct(written, new Alone.Pictures(pictures, TEN), 16);
    }

    private Findings reconstruct(String written, Alone.Pictures data, int size) {
        return new ReconstructionTask(
                        options(ReconstructionTask.Options.class, written), new Blocks(size), data, Alone.in(manager))
                .findings(data);
    }

    private static <R extends Record> R options(Class<R> type, String written) {
        return OptionsBinder.bind(type, ConfigFactory.parseString(written), ConfigFactory.empty(), "task")
                .get();
    }

    private static Map<String, Double> values(Findings findings) {
        return findings.scores().stream().collect(Collectors.toMap(Score::name, Score::value));
    }

    private static RgbImage flat(int side, int level) {
        byte[] rgb = new byte[3 * side * side];
        java.util.Arrays.fill(rgb, (byte) level);
        return new RgbImage(side, side, rgb);
    }

    private static RgbImage noise(int side, int seed) {
        byte[] rgb = new byte[3 * side * side];
        new Random(seed).nextBytes(rgb);
        return new RgbImage(side, side, rgb);
    }

    private static Path shared(String name) {
        String set = System.getenv("PECO4J_SHARED");
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw")) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        Path file = (set != null ? Path.of(set) : folder.resolveSibling("shared")).resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "no " + file + "; set PECO4J_SHARED");
        return file;
    }
}
