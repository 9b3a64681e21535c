package io.peco4j.tasks.segmentation;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** What does not fit together: options, an encoder and a data set. */
final class SegmentationFit {
    private static final String TASK = "segmentation: ";

    private final SegmentationOptions options;
    private final VisionEncoder encoder;
    private final Dataset dataset;
    private final List<Problem> problems = new ArrayList<>();

    private SegmentationFit(SegmentationOptions options, VisionEncoder encoder, Dataset dataset) {
        this.options = options;
        this.encoder = encoder;
        this.dataset = dataset;
    }

    /** All that is wrong. */
    static List<Problem> problems(SegmentationOptions options, VisionEncoder encoder, Dataset dataset) {
        SegmentationFit fit = new SegmentationFit(options, encoder, dataset);
        fit.sizes();
        fit.layers();
        fit.data();
        return List.copyOf(fit.problems);
    }

    private void sizes() {
        int crop = options.views().crop();
        int patch = encoder.patchSize();
        if (!PictureSize.square(crop).isMultipleOf(patch) || crop < 2 * patch) {
            int nearest = Math.max(2, Math.round((float) crop / patch)) * patch;
            problem(
                    "PECO-170",
                    "crop = " + crop + " is not two or more of the encoder's patches of " + patch + " pixels",
                    "crop",
                    "crop = " + nearest);
        }
        if (options.scoring().stride() > crop && options.scoring().score() == ScoringViews.Mode.WINDOWS) {
            problem(
                    "PECO-170",
                    "stride = " + options.scoring().stride() + " leaves pixels between windows of " + crop + " out",
                    "stride",
                    "at most " + crop + ", such as  stride = " + Math.max(1, 2 * crop / 3));
        }
        if (options.views().scaleMin() > options.views().scaleMax()) {
            problem(
                    "PECO-174",
                    "scale-min = " + options.views().scaleMin() + " is above scale-max = "
                            + options.views().scaleMax(),
                    "scale-min",
                    "at most scale-max");
        }
        if (options.scoring().scoreScales().isEmpty()
                || options.scoring().scoreScales().stream().anyMatch(scale -> !(scale > 0 && scale <= 16))) {
            problem(
                    "PECO-174",
                    "score-scales = " + options.scoring().scoreScales() + " are not factors of a size",
                    "score-scales",
                    "one or more numbers above 0 and up to 16, such as  [1.0]");
        }
    }

    private void layers() {
        List<Integer> layers = options.heads().layersOf(encoder);
        boolean rising = layers.size() == 4;
        int before = 1;
        for (int layer : layers) {
            rising &= layer >= before && layer <= encoder.depth();
            before = layer;
        }
        if (!rising) {
            problem(
                    "PECO-171",
                    "layers = " + layers + ", and the encoder has " + encoder.depth() + " blocks",
                    "layers",
                    "four of the numbers from 1 to " + encoder.depth() + ", none below the one before it");
        }
        if (options.heads().poolScales().stream().anyMatch(scale -> scale < 1 || scale > 64)) {
            problem(
                    "PECO-171",
                    "pool-scales = " + options.heads().poolScales() + " are not rows and columns of grids",
                    "pool-scales",
                    "numbers from 1 to 64, such as  [1, 2, 3, 6]");
        }
    }

    private void data() {
        int classes = dataset.classes().size();
        if (classes < 2) {
            problems.add(new Problem(
                    "PECO-172",
                    "segmentation tells classes apart, and the data set has " + (classes == 0 ? "none" : "one"),
                    "data",
                    "list two or more classes"));
        }
        if (dataset.splits().stream().noneMatch(split -> split.name().equals(Dataset.VALIDATION))) {
            problems.add(new Problem(
                    "PECO-172",
                    "segmentation scores on a validation split, and the data set has none",
                    "data",
                    "add folders for validation, or leave them out for both pictures and maps and set"
                            + "  data.validation"));
        }
        options.classWeights().ifPresent(weights -> {
            if (weights.size() != classes || weights.stream().anyMatch(weight -> !(weight >= 0))) {
                problem(
                        "PECO-173",
                        "class-weights = " + weights + ", and there are " + classes + " classes",
                        "class-weights",
                        classes + " numbers, none of them negative");
            }
        });
    }

    private void problem(String code, String what, String option, String remedy) {
        problems.add(new Problem(code, what, TASK + option, remedy));
    }
}
