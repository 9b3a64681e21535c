package io.peco4j.tasks.segmentation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.train.Batch;
import io.peco4j.nn.segmentation.PixelPredictor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Predicts the classes of single pictures at the size of their maps. */
final class PixelScoring {
    private final ScoringViews views;
    private final PixelPredictor predictor;

    /**
     * Scoring of a network.
     *
     * @param crop side of a window, in pixels
     * @param network from pictures to logits of their size
     */
    PixelScoring(ScoringViews views, int crop, UnaryOperator<NDArray> network) {
        this.views = views;
        this.predictor = new PixelPredictor(network, views.windows(crop));
    }

    /** The class of each pixel of the only row, row by row. */
    int[] predicted(Batch batch) {
        PictureSize size = PictureSize.of(batch.get(Sample.CLASSES));
        List<NDArray> seen = new ArrayList<>();
        views.views().forEach(view -> {
            NDArray images = batch.get(ScoringViews.field(view));
            seen.add(predictor.probabilities(images, size, false));
            if (views.scoreFlipped()) {
                try (NDArray mirrored = PixelPredictor.mirror(images)) {
                    seen.add(predictor.probabilities(mirrored, size, true));
                }
            }
        });
        try (NDArray mean = PixelPredictor.mean(seen);
                NDArray classes = PixelPredictor.classes(mean);
                NDArray numbers = classes.toType(DataType.INT32, false)) {
            return numbers.toIntArray();
        }
    }

    /** The map of the only row. */
    static ClassMap truth(Batch batch) {
        NDArray map = batch.get(Sample.CLASSES);
        PictureSize size = PictureSize.of(map);
        if (map.getDataType() != DataType.INT64) {
            return ClassMap.of(size.width(), size.height(), map.toByteArray());
        }
        long[] values = map.toLongArray();
        short[] classes = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            classes[i] = (short) values[i];
        }
        return ClassMap.of(size.width(), size.height(), classes);
    }
}
