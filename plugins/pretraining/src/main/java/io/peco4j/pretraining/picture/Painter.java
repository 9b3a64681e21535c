package io.peco4j.pretraining.picture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.RgbImage;
import io.peco4j.nn.picture.PictureTensors;
import java.util.List;
import java.util.Optional;

/** Draws what a trained network makes of hidden patches. Called with gradient mode off. */
public interface Painter {
    /**
     * A picture with hidden patches as the network predicts them.
     *
     * @param hidden one number for each patch, row by row: 1 where it is hidden, 0 elsewhere
     */
    RgbImage predicted(Shown shown, float[] hidden);

    /** The whole picture as it is where every prediction is right; empty if that is the picture itself. */
    Optional<RgbImage> perfect(Shown shown);

    /** What a row of predictions shows, for a caption: the end of a sentence. */
    String predictions();

    /** What a row of {@link #perfect} pictures shows, for a caption. */
    default String perfectOnes() {
        return "";
    }

    /**
     * One picture at the sizes of the networks.
     *
     * @param seen as the encoder sees it
     * @param target the same region for a tokenizer
     * @param manager owns what is computed of it
     */
    record Shown(RgbImage seen, RgbImage target, NDManager manager) {
        /** Float32 (1, 3, H, W) in [0, 1]. */
        public NDArray image() {
            return PictureTensors.of(List.of(seen), manager);
        }

        /** Float32 (1, 3, h, w) in [0, 1]. */
        public NDArray targetImage() {
            return PictureTensors.of(List.of(target), manager);
        }
    }
}
