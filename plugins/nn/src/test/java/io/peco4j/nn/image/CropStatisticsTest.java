package io.peco4j.nn.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Regions are drawn from torchvision's distribution: moments and quantiles of 15,000 draws agree. */
final class CropStatisticsTest {
    private static final int DRAWS = 15_000;
    private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};

    /** Five standard errors of the difference of two empirical ranks at the median. */
    private static final double RANK_ERROR = 5 * Math.sqrt(2 * 0.25 / DRAWS);

    private static final double ROUNDING = 1e-6;

    @Test
    void photos() {
        compare(500, 375, "");
    }

    @Test
    void stripsThatFewShapesFit() {
        compare(400, 60, "extreme.");
    }

    private static void compare(int width, int height, String prefix) {
        try (ReferencePictures reference = new ReferencePictures("aug_random_resized_crop")) {
            compare(width, height, prefix, reference);
        }
    }

    private static void compare(int width, int height, String prefix, ReferencePictures reference) {
        RandomResizedCrop crop = new RandomResizedCrop(224, 0.08, 1, Filter.BICUBIC);
        RandomGenerator random = new SplittableRandom(7);
        List<CropRegion> regions = Stream.generate(() -> crop.draw(width, height, random))
                .limit(DRAWS)
                .toList();
        assertThat(regions).allMatch(region -> region.fits(width, height));
        check(reference, prefix + "left", regions, CropRegion::left);
        check(reference, prefix + "top", regions, CropRegion::top);
        check(reference, prefix + "w", regions, CropRegion::width);
        check(reference, prefix + "h", regions, CropRegion::height);
        check(reference, prefix + "area_fraction", regions, r -> (double) r.width() * r.height() / (width * height));
        check(reference, prefix + "aspect_w_over_h", regions, r -> (double) r.width() / r.height());
        int fallback = Math.min(width, (int) Math.rint(height * 4 / 3.0));
        double fallbacks = regions.stream()
                .filter(r -> r.height() == height && r.width() == fallback && r.left() == (width - fallback) / 2)
                .count();
        if (!prefix.isEmpty()) {
            assertThat(fallbacks / DRAWS)
                    .isCloseTo(reference.floats("out." + prefix + "fallback_fraction")[0], within(0.02));
        }
    }

    /** Reference: mean, deviation, least, largest, then the quantiles. */
    private static void check(
            ReferencePictures reference, String name, List<CropRegion> regions, ToDoubleFunction<CropRegion> figure) {
        float[] expected = reference.floats("out." + name);
        double[] values = regions.stream().mapToDouble(figure).sorted().toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
        double error = 6 * expected[1] / Math.sqrt(DRAWS);
        assertThat(mean).as(name).isCloseTo(expected[0], within(error));
        assertThat(deviation).as(name).isCloseTo(expected[1], within(2 * error));
        for (int q = 0; q < QUANTILES.length; q++) {
            double quantile = expected[4 + q];
            double below =
                    Arrays.stream(values).filter(v -> v < quantile - ROUNDING).count();
            double upTo =
                    Arrays.stream(values).filter(v -> v <= quantile + ROUNDING).count();
            assertThat(below / DRAWS).as(name).isLessThan(QUANTILES[q] + RANK_ERROR);
            assertThat(upTo / DRAWS).as(name).isGreaterThan(QUANTILES[q] - RANK_ERROR);
        }
    }
}
