package io.peco4j.tasks.segmentation;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.FitWithin;
import io.peco4j.nn.image.Placement;
import io.peco4j.nn.segmentation.SlidingWindows;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What the network sees of a picture that is scored.
 *
 * @param score in windows, or as a whole
 * @param stride from window to window
 * @param scoreScales factors of the size, each a view
 * @param scoreFlipped whether each view is looked at in a mirror, too
 */
public record ScoringViews(
        @Describe(
                "what the network sees of a picture that is scored: windows, of the size that it was trained on, or the"
                        + " whole picture, its sides rounded to multiples of the patch")
        @Default("windows")
        Mode score,

        @Describe("pixels from each window to the next; at most their side") @Default("341") @Range(min = 1, max = 4096)
        int stride,

        @Describe("factors of the size of pictures that are scored; probabilities are averaged over all of them")
        @Default("[1.0]")
        List<Double> scoreScales,

        @Describe("whether probabilities are averaged over each view and its mirror image") @Default("false")
        boolean scoreFlipped) {

    /** How much the network sees at a time. */
    public enum Mode {
        WINDOWS,
        WHOLE
    }

    /** The field of a view. */
    static String field(int view) {
        return "view " + view;
    }

    /** The windows; empty if it sees the whole picture. */
    Optional<SlidingWindows> windows(int crop) {
        return score == Mode.WHOLE
                ? Optional.empty()
                : Optional.of(new SlidingWindows(PictureSize.square(crop), PictureSize.square(stride)));
    }

    /** How an example of the validation split becomes a row, with its map as large as it is in the data. */
    Preparation preparation(TrainingViews training, int patch) {
        return new Rows(this, training, patch);
    }

    /** Draws nothing. */
    private record Rows(ScoringViews views, TrainingViews training, int patch) implements Preparation {
        @Override
        public Sample prepare(Example example, RandomGenerator random) {
            RgbImage image = example.image();
            PictureSize size = new PictureSize(image.height(), image.width());
            Sample row = Sample.of(field(0), view(image, size, 0));
            for (int view = 1; view < views.scoreScales().size(); view++) {
                row = row.with(field(view), view(image, size, view));
            }
            return row.with(Sample.CLASSES, ((Example.Segmented) example).classes());
        }

        private RgbImage view(RgbImage image, PictureSize size, int view) {
            int shortSide =
                    (int) Math.round(training.shortSide() * views.scoreScales().get(view));
            PictureSize fitted = FitWithin.covering(size, Math.max(shortSide, training.crop()));
            PictureSize seen = views.score() == Mode.WHOLE
                    ? new PictureSize(rounded(fitted.height()), rounded(fitted.width()))
                    : fitted;
            return Placement.whole(image.width(), image.height())
                    .scale(seen.width(), seen.height(), Filter.LINEAR)
                    .apply(image);
        }

        private int rounded(int side) {
            return Math.max(2, Math.round((float) side / patch)) * patch;
        }
    }

    /** The numbers of all views. */
    IntStream views() {
        return IntStream.range(0, scoreScales.size());
    }
}
