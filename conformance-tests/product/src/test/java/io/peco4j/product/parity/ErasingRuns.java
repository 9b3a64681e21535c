package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.image.RandomErasing;
import io.peco4j.nn.image.RandomErasing.Erased;
import io.peco4j.nn.image.RandomErasing.Fill;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Random erasing, of pictures that are normalised: from given draws, and in the long run. */
final class ErasingRuns {
    /** How many standard errors two draws of one distribution may differ by. */
    private static final double ERRORS = 6;

    private static final Map<String, Fill> MODES = Map.of("const", Fill.MEAN, "rand", Fill.COLOUR, "pixel", Fill.NOISE);

    private ErasingRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind("huggingface/pytorch-image-models", "timm/data/random_erasing.py: RandomErasing"),
                reference -> {
                    if (reference.has("out.hit_fraction")) {
                        statistics(reference);
                    } else {
                        MODES.forEach((mode, fill) -> given(reference, mode, fill));
                    }
                });
    }

    private static void given(ParityCase reference, String mode, Fill fill) {
        Arguments arguments = reference.arguments();
        RandomErasing erasing = new RandomErasing(arguments.number("probability"), fill);
        Given draws = new Given(reference, "in." + mode + ".");
        NDArray pictures = reference.get("in." + mode + ".x");
        float[] values = pictures.toFloatArray();
        int height = arguments.integer("h");
        int width = arguments.integer("w");
        for (int i = 0; i < arguments.integer("batch"); i++) {
            int picture = i;
            erasing.erased(height, width, draws).ifPresent(erased -> write(erased, values, picture, height, width));
        }
        reference.check("out." + mode + ".x", reference.manager().create(values, pictures.getShape()));
    }

    private static void write(Erased erased, float[] values, int picture, int height, int width) {
        int pixels = erased.region().width() * erased.region().height();
        for (int i = 0; i < erased.values().length; i++) {
            int row = erased.region().top() + i % pixels / erased.region().width();
            int column = erased.region().left() + i % pixels % erased.region().width();
            values[((picture * 3 + i / pixels) * height + row) * width + column] = erased.values()[i];
        }
    }

    private static void statistics(ParityCase reference) {
        Arguments arguments = reference.arguments();
        int height = arguments.integer("h");
        int width = arguments.integer("w");
        int draws = arguments.integer("draws");
        RandomErasing erasing = new RandomErasing(arguments.number("probability"));
        SplittableRandom random = new SplittableRandom(4);
        List<Erased> all = new ArrayList<>();
        for (int i = 0; i < draws; i++) {
            erasing.erased(height, width, RandomErasing.Draws.of(random)).ifPresent(all::add);
        }
        double hit = (double) all.size() / draws;
        double error = Math.sqrt(hit * (1 - hit) / draws);
        double expected = reference.get("out.hit_fraction").toFloatArray()[0];
        reference.accept(
                "out.hit_fraction", Math.abs(hit - expected) < ERRORS * error, hit + " instead of " + expected);
        compare(
                reference,
                "h",
                all.size(),
                all.stream().mapToDouble(e -> e.region().height()).toArray());
        compare(
                reference,
                "w",
                all.size(),
                all.stream().mapToDouble(e -> e.region().width()).toArray());
        compare(
                reference,
                "top",
                all.size(),
                all.stream().mapToDouble(e -> e.region().top()).toArray());
        compare(
                reference,
                "left",
                all.size(),
                all.stream().mapToDouble(e -> e.region().left()).toArray());
        compare(
                reference,
                "area_fraction",
                all.size(),
                all.stream()
                        .mapToDouble(
                                e -> (double) e.region().width() * e.region().height() / (height * width))
                        .toArray());
        compare(
                reference,
                "log_aspect",
                all.size(),
                all.stream()
                        .mapToDouble(e -> Math.log(
                                (double) e.region().height() / e.region().width()))
                        .toArray());
        compare(
                reference,
                "pixel",
                all.size(),
                all.stream()
                        .flatMapToDouble(
                                e -> IntStream.range(0, e.values().length).mapToDouble(i -> e.values()[i]))
                        .toArray());
    }

    /**
     * Mean, deviation, and the quantiles by how far apart those of two samples of one distribution may be.
     *
     * @param pictures that were erased here; the reference's are about as many, and it may have looked at one pixel
     *     each
     */
    private static void compare(ParityCase reference, String name, int pictures, double[] values) {
        double[] expected = reference.doubles("out." + name);
        Arrays.sort(values);
        double mean = Arrays.stream(values).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
        double error = ERRORS * deviation * Math.sqrt(2.0 / pictures);
        boolean holds = Math.abs(mean - expected[0]) <= error && Math.abs(deviation - expected[1]) <= error;
        double[] shares = {0.05, 0.25, 0.5, 0.75, 0.95};
        for (int i = 0; i < shares.length; i++) {
            double quantile = values[(int) (shares[i] * (values.length - 1))];
            // Whole numbers of pixels lie a step apart.
            double step = name.length() <= 4 ? 1 : 0.05 * deviation;
            holds &= Math.abs(quantile - expected[4 + i]) <= 2 * error + step;
        }
        reference.accept(
                "out." + name,
                holds,
                "mean " + mean + ", deviation " + deviation + " instead of " + Arrays.toString(expected));
    }

    /** Draws in the order of the calls. */
    private static final class Given implements RandomErasing.Draws {
        private final Iterator<Double> chances;
        private final Iterator<Double> numbers;
        private final Iterator<Double> places;
        private final Iterator<Double> values;

        Given(ParityCase reference, String prefix) {
            this.chances = iterator(reference, prefix + "random");
            this.numbers = iterator(reference, prefix + "uniform");
            this.places = iterator(reference, prefix + "randint");
            this.values = iterator(reference, prefix + "normal");
        }

        private static Iterator<Double> iterator(ParityCase reference, String key) {
            return Arrays.stream(reference.doubles(key)).boxed().iterator();
        }

        @Override
        public double chance() {
            return chances.next();
        }

        @Override
        public double between(double low, double high) {
            return numbers.next();
        }

        @Override
        public int below(int bound) {
            return places.next().intValue();
        }

        @Override
        public double normal() {
            return values.next();
        }
    }
}
