package io.peco4j.product.parity;

import io.peco4j.nn.image.ClampedCrop;
import io.peco4j.nn.image.CropRegion;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.RandomResizedCrop;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Random regions: moments, quantiles and bounds of as many draws as the reference's. */
final class CropRuns {
    private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};
    private static final double ROUNDING = 1e-6;

    /** How many draws may lie beyond the extremes of the reference's: one is expected. */
    private static final int BEYOND = 16;

    private CropRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind("pytorch/vision", "torchvision/transforms/transforms.py: RandomResizedCrop.get_params"),
                CropRuns::redrawn,
                new Kind("microsoft/unilm", "beit/transforms.py: RandomResizedCropAndInterpolationWithTwoPic"),
                CropRuns::redrawn,
                new Kind("facebookresearch/mae", "util/crop.py: RandomResizedCrop.get_params"),
                CropRuns::clamped);
    }

    @FunctionalInterface
    private interface Crop {
        CropRegion draw(int width, int height, RandomGenerator random);
    }

    private static void redrawn(ParityCase reference) {
        Arguments arguments = reference.arguments();
        double[] scale = arguments.numbers("scale");
        Crop crop = crop(arguments, scale[0], scale[1]);
        // Nothing so large ever fits: this draws the fallback.
        Crop fallback = crop(arguments, 1e6, 1e6);
        int[] photo = {arguments.integer("height"), arguments.integer("width")};
        compare(reference, "", photo, crop, fallback);
        compare(reference, "extreme.", arguments.integers("extreme"), crop, fallback);
    }

    private static Crop crop(Arguments arguments, double minScale, double maxScale) {
        double[] ratio = arguments.numbers("ratio");
        return new RandomResizedCrop(1, minScale, maxScale, ratio[0], ratio[1], Filter.BICUBIC)::draw;
    }

    private static void clamped(ParityCase reference) {
        Arguments arguments = reference.arguments();
        double[] scale = arguments.numbers("scale");
        double[] ratio = arguments.numbers("ratio");
        Crop crop = new ClampedCrop(1, scale[0], scale[1], ratio[0], ratio[1], Filter.BICUBIC)::draw;
        int[] photo = {arguments.integer("height"), arguments.integer("width")};
        check(reference, "", photo, draw(reference, photo, crop));
    }

    private static void compare(ParityCase reference, String prefix, int[] size, Crop crop, Crop fallback) {
        List<CropRegion> regions = draw(reference, size, crop);
        check(reference, prefix, size, regions);
        CropRegion middle = fallback.draw(size[1], size[0], new SplittableRandom(0));
        double share = regions.stream().filter(middle::equals).count() / (double) regions.size();
        String key = "out." + prefix + "fallback_fraction";
        double expected = reference.get(key).getFloat();
        double error = 6 * Math.sqrt(2 * Math.max(expected, 1.0 / regions.size()) / regions.size());
        reference.accept(key, Math.abs(share - expected) <= error, share + " instead of " + expected);
    }

    private static List<CropRegion> draw(ParityCase reference, int[] size, Crop crop) {
        RandomGenerator random = new SplittableRandom(7);
        return Stream.generate(() -> crop.draw(size[1], size[0], random))
                .limit(reference.arguments().integer("draws"))
                .toList();
    }

    private static void check(ParityCase reference, String prefix, int[] size, List<CropRegion> regions) {
        double area = (double) size[0] * size[1];
        check(reference, prefix + "left", regions, CropRegion::left);
        check(reference, prefix + "top", regions, CropRegion::top);
        check(reference, prefix + "w", regions, CropRegion::width);
        check(reference, prefix + "h", regions, CropRegion::height);
        check(reference, prefix + "area_fraction", regions, r -> (double) r.width() * r.height() / area);
        check(reference, prefix + "aspect_w_over_h", regions, r -> (double) r.width() / r.height());
    }

    /** Stored are mean, deviation, least, largest, then the quantiles. */
    private static void check(
            ParityCase reference, String name, List<CropRegion> regions, ToDoubleFunction<CropRegion> figure) {
        float[] expected = reference.get("out." + name).toFloatArray();
        double[] values = regions.stream().mapToDouble(figure).toArray();
        int draws = values.length;
        double mean = Arrays.stream(values).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
        double error = 6 * expected[1] / Math.sqrt(draws);
        boolean moments = Math.abs(mean - expected[0]) <= error && Math.abs(deviation - expected[1]) <= 2 * error;
        boolean bounds = below(values, expected[2]) <= BEYOND && draws - upTo(values, expected[3]) <= BEYOND;
        // Five standard errors of the difference of two empirical ranks at the median.
        double rankError = 5 * Math.sqrt(2 * 0.25 / draws);
        boolean ranks = true;
        for (int q = 0; q < QUANTILES.length; q++) {
            ranks &= below(values, expected[4 + q]) < (QUANTILES[q] + rankError) * draws
                    && upTo(values, expected[4 + q]) > (QUANTILES[q] - rankError) * draws;
        }
        reference.accept(
                "out." + name,
                moments && bounds && ranks,
                String.format(
                        Locale.ROOT,
                        "mean %.4g, deviation %.4g instead of %s; bounds %s, ranks %s",
                        mean,
                        deviation,
                        Arrays.toString(expected),
                        bounds,
                        ranks));
    }

    private static long below(double[] values, double limit) {
        return Arrays.stream(values).filter(value -> value < limit - ROUNDING).count();
    }

    private static long upTo(double[] values, double limit) {
        return Arrays.stream(values).filter(value -> value <= limit + ROUNDING).count();
    }
}
