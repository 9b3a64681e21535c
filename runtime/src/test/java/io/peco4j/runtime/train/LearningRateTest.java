package io.peco4j.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Recipe.Schedule;
import io.peco4j.nn.weights.SafetensorsFile;
import io.peco4j.nn.weights.WeightFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class LearningRateTest {

    @Test
    void followsTheCosineOfBeit() {
        Path file = shared().resolve("parity/beit_cosine_scheduler.safetensors");
        assumeTrue(Files.exists(file), "the shared folder with reference numbers is absent; set PECO4J_SHARED");
        try (WeightFile reference = SafetensorsFile.open(file);
                NDManager manager = NDManager.newBaseManager("PyTorch")) {
            compare(reference.read("out.0", manager), new LearningRate(0.0015, 1e-5, 12, 48, Schedule.COSINE));
            compare(reference.read("out.2", manager), new LearningRate(0.05, 0.05, 0, 12, Schedule.COSINE));
            compare(reference.read("out.3", manager), new LearningRate(0.001, 0, 11, 40, Schedule.COSINE));
        }
    }

    @Test
    void countsWarmupInSteps() {
        Recipe recipe = new Recipe(4, 8, 0, 2, 0.5, Schedule.CONSTANT, 0.5, 0, 0.9, 0.999, 0);

        LearningRate rate = LearningRate.of(recipe, 6);

        assertThat(rate.warmup()).isEqualTo(3);
        assertThat(rate.total()).isEqualTo(24);
        assertThat(new double[] {rate.at(0), rate.at(1), rate.at(2), rate.at(3), rate.at(23)})
                .containsExactly(0, 1, 2, 2, 2);
    }

    @Property(tries = 200)
    void staysBetweenItsEndsAndOnlyFallsAfterTheWarmup(
            @ForAll @IntRange(min = 1, max = 200) int total,
            @ForAll @IntRange(min = 0, max = 200) int warmup,
            @ForAll @DoubleRange(min = 0.1, max = 1) double peak) {
        LearningRate rate = new LearningRate(peak, 0.1, Math.min(warmup, total), total, Schedule.COSINE);

        for (long step = rate.warmup(); step < total; step++) {
            assertThat(rate.at(step)).isBetween(0.1 - 1e-12, peak + 1e-12);
            if (step > rate.warmup()) {
                assertThat(rate.at(step)).isLessThanOrEqualTo(rate.at(step - 1));
            }
        }
    }

    private static void compare(NDArray reference, LearningRate rate) {
        float[] expected = reference.toFloatArray();
        assertThat(rate.total()).isEqualTo(expected.length);
        for (int step = 0; step < expected.length; step++) {
            assertThat(rate.at(step)).isCloseTo(expected[step], within(1e-6 * rate.peak()));
        }
    }

    /** PECO4J_SHARED, or the folder "shared" beside the checkout. */
    private static Path shared() {
        return Optional.ofNullable(System.getenv("PECO4J_SHARED"))
                .map(Path::of)
                .orElseGet(() -> Path.of("").toAbsolutePath().resolve("../../shared"));
    }
}
