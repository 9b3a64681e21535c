package io.peco4j.conformance.study;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Reads;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Score;
import io.peco4j.api.train.Batch;
import io.peco4j.nn.metric.SegmentationCounts;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;

/** Says of every pixel that it is ground, and learns nothing. */
@Reads(Example.Segmented.class)
final class GroundEverywhere implements DownstreamTask {
    private static final Preparation ROW = (example, random) ->
            Sample.of(Sample.IMAGE, example.image()).with(Sample.CLASSES, ((Example.Segmented) example).classes());

    private final int classes;

    record Options(
            @Describe("which class is ground") @Default("0") int ground) {}

    private final Options options;

    @Inject
    GroundEverywhere(Options options, Tokenizer tokenizer, Dataset dataset) {
        this.options = options;
        this.classes = dataset.classes().size();
    }

    @Override
    public Findings findings(Examples examples) {
        SegmentationCounts[] counts = {SegmentationCounts.none(classes)};
        examples.forEach(Dataset.VALIDATION, 4, ROW, batch -> counts[0] = counts[0].plus(count(batch)));
        return new Findings(
                List.of(
                        Score.percent("pixel accuracy", 100 * counts[0].accuracy()),
                        Score.percent("ground", 100 * counts[0].iou(options.ground()))),
                List.of());
    }

    private SegmentationCounts count(Batch batch) {
        try (NDArray maps = batch.get(Sample.CLASSES);
                NDArray labels = maps.toType(DataType.INT32, false)) {
            int[] truth = labels.toIntArray();
            int[] said = new int[truth.length];
            Arrays.fill(said, options.ground());
            return SegmentationCounts.of(said, truth, classes);
        }
    }
}
