package io.peco4j.tasks.segmentation;

import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.task.Findings;
import io.peco4j.api.task.Score;
import io.peco4j.api.task.Table;
import io.peco4j.nn.metric.SegmentationCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Counts predictions, and keeps some of them for the report. */
final class ScoredPictures {
    private final Dataset dataset;
    private final int classes;
    private final List<Long> chosen;
    private final TreeMap<Long, ClassMap> kept = new TreeMap<>();
    private SegmentationCounts counts;

    /** @param shown how many pictures to keep, spread over the validation split */
    ScoredPictures(Dataset dataset, int shown) {
        this.dataset = dataset;
        this.classes = dataset.classes().size();
        this.counts = SegmentationCounts.none(classes);
        int size = dataset.split(Dataset.VALIDATION).size();
        int count = Math.min(shown, size);
        this.chosen =
                IntStream.range(0, count).mapToObj(i -> (long) i * size / count).toList();
    }

    /**
     * Adds a picture.
     *
     * @param index in the validation split
     * @param predicted classes, row by row
     */
    void add(long index, int[] predicted, ClassMap truth) {
        counts = counts.plus(SegmentationCounts.of(predicted, truth, classes));
        if (chosen.contains(index)) {
            kept.put(index, map(predicted, truth));
        }
    }

    private static ClassMap map(int[] predicted, ClassMap truth) {
        if (truth.isWide()) {
            short[] shorts = new short[predicted.length];
            for (int i = 0; i < shorts.length; i++) {
                shorts[i] = (short) predicted[i];
            }
            return ClassMap.of(truth.width(), truth.height(), shorts);
        }
        byte[] bytes = new byte[predicted.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) predicted[i];
        }
        return ClassMap.of(truth.width(), truth.height(), bytes);
    }

    /** What was found. */
    Findings findings() {
        return new Findings(
                List.of(
                        Score.percent("mIoU", 100 * counts.meanIou()),
                        Score.percent("mean accuracy", 100 * counts.meanAccuracy()),
                        Score.percent("pixel accuracy", 100 * counts.accuracy())),
                MapPictures.of(dataset, kept),
                List.of(table()));
    }

    private Table table() {
        long all = IntStream.range(0, classes).mapToLong(counts::labelled).sum();
        List<Table.Row> rows = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            rows.add(new Table.Row(
                    dataset.classes().get(label),
                    List.of(
                            100 * counts.iou(label),
                            100 * counts.accuracy(label),
                            100.0 * counts.labelled(label) / all)));
        }
        return new Table(
                "Classes",
                "Of each class: intersection over union, the share of its pixels that were predicted as it, and the"
                        + " share of all pixels that are its own. A class without a figure has no pixel.",
                List.of("class", "IoU (%)", "accuracy (%)", "pixels (%)"),
                rows);
    }
}
