package io.peco4j.tasks.codebook;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Picture;
import io.peco4j.api.task.Score;
import io.peco4j.api.train.Batch;
import io.peco4j.nn.image.SquareView;
import io.peco4j.nn.picture.ContactSheet;
import io.peco4j.nn.picture.PictureTensors;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * How tokens change where pictures hardly do: blur, shift, noise, JPEG and brightness. For each distortion and strength
 * the share of tokens that stay at their place, and the mean distance of the codewords at equal places, in per cent of
 * that between different pictures of the data: 0 is no change, 100 another picture.
 *
 * <p>The first two scores are means over all distortions and strengths.
 */
public final class InvarianceTask implements DownstreamTask {
    private final Options options;
    private final Tokenizer tokenizer;

    /** What a study may say about this task. */
    public record Options(
            @Describe("Gaussian blurs, by their deviation in pixels") @Default("[1, 2]") @Range(min = 0.1, max = 64)
            List<Double> blur,

            @Describe("shifts to the right and down, in pixels") @Default("[1, 4]") @Range(min = 1, max = 512)
            List<Integer> shift,

            @Describe("Gaussian noise, by its deviation in levels of 255")
            @Default("[5, 15]")
            @Range(min = 0.1, max = 255)
            List<Double> noise,

            @Describe("JPEG, by its quality") @Default("[75, 25]") @Range(min = 1, max = 100)
            List<Integer> jpeg,

            @Describe("brightness, by the factor of all values") @Default("[0.8, 1.2]") @Range(min = 0, max = 10)
            List<Double> brightness,

            @Describe("pictures per forward pass") @Default("32") @Range(min = 2, max = 4096)
            int batch) {
        /** @throws IllegalArgumentException if no distortion is left */
        public Options {
            blur = List.copyOf(blur);
            shift = List.copyOf(shift);
            noise = List.copyOf(noise);
            jpeg = List.copyOf(jpeg);
            brightness = List.copyOf(brightness);
            if (blur.isEmpty() && shift.isEmpty() && noise.isEmpty() && jpeg.isEmpty() && brightness.isEmpty()) {
                throw new IllegalArgumentException("blur, shift, noise, jpeg and brightness are all empty");
            }
        }

        private List<Change> changes() {
            List<Change> changes = new ArrayList<>();
            add(changes, Perturbation.BLUR, blur);
            add(changes, Perturbation.SHIFT, shift);
            add(changes, Perturbation.NOISE, noise);
            add(changes, Perturbation.JPEG, jpeg);
            add(changes, Perturbation.BRIGHTNESS, brightness);
            return changes;
        }

        private static void add(List<Change> changes, Perturbation distortion, List<? extends Number> strengths) {
            strengths.stream()
                    .distinct()
                    .forEach(strength -> changes.add(new Change(distortion, strength.doubleValue())));
        }
    }

    /** @throws InvalidInputException PECO-221 if the data have no validation split */
    @Inject
    InvarianceTask(Options options, Tokenizer tokenizer, Dataset dataset) {
        ScoredSplit.require(dataset, "invariance");
        this.options = options;
        this.tokenizer = tokenizer;
    }

    @Override
    public Findings findings(Examples examples) {
        List<Change> changes = options.changes();
        Strangers strangers = new Strangers();
        List<RgbImage> shown = new ArrayList<>();
        SquareView view = new SquareView(tokenizer.imageSize());
        examples.forEach(
                Dataset.VALIDATION,
                options.batch(),
                (example, random) -> sample(example, view, changes, random),
                batch -> {
                    add(batch, changes, strangers);
                    if (shown.isEmpty()) {
                        shown.addAll(first(batch, changes));
                    }
                });
        double between = strangers.mean();
        List<Score> scores = new ArrayList<>();
        scores.add(Score.percent("same tokens", mean(changes.stream().mapToDouble(Change::kept))));
        scores.add(new Score(
                "codeword distance",
                mean(changes.stream().mapToDouble(change -> change.relative(between))),
                "%",
                Score.Better.LOWER));
        changes.forEach(change -> scores.addAll(change.scores(between)));
        return new Findings(scores, List.of(sheet(shown, changes)));
    }

    private static double mean(DoubleStream values) {
        return values.average().orElseThrow();
    }

    private static Sample sample(Example example, SquareView view, List<Change> changes, RandomGenerator random) {
        RgbImage image = view.picture(example.image());
        Sample sample = Sample.of(Sample.IMAGE, image);
        for (Change change : changes) {
            sample = sample.with(change.field(), change.distortion().apply(image, change.strength(), random));
        }
        return sample;
    }

    private void add(Batch batch, List<Change> changes, Strangers strangers) {
        try (NDArray tokens = tokenizer.tokenize(batch.get(Sample.IMAGE));
                NDArray codewords = tokenizer.codewords(tokens)) {
            long[] before = tokens.toLongArray();
            changes.forEach(change -> change.add(tokenizer, before, codewords, batch.get(change.field())));
            strangers.add(codewords);
        }
    }

    /** The first picture of a batch, as it is and changed. */
    private static List<RgbImage> first(Batch batch, List<Change> changes) {
        return Stream.concat(Stream.of(Sample.IMAGE), changes.stream().map(Change::field))
                .map(field -> {
                    try (NDArray row = batch.get(field).get(0)) {
                        return PictureTensors.picture(row);
                    }
                })
                .toList();
    }

    private static Picture sheet(List<RgbImage> shown, List<Change> changes) {
        return new Picture(
                "The distortions",
                "A picture as it is, then: "
                        + String.join(", ", changes.stream().map(Change::title).toList()) + ".",
                ContactSheet.grid(shown, (int) Math.ceil(Math.sqrt(2.0 * shown.size()))));
    }

    /** How far apart different pictures are: each with its neighbour in the batch. */
    private static final class Strangers {
        private double distance;
        private long tokens;

        void add(NDArray codewords) {
            long rows = codewords.getShape().get(0);
            if (rows > 1) {
                try (NDArray first = codewords.get("0:" + (rows - 1));
                        NDArray next = codewords.get("1:")) {
                    distance += Change.summedDistance(first, next);
                    tokens += first.size() / first.getShape().get(3);
                }
            }
        }

        double mean() {
            return tokens == 0 ? 0 : distance / tokens;
        }
    }
}
