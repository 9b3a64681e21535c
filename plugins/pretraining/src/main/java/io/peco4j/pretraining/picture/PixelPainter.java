package io.peco4j.pretraining.picture;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.nn.Tensors;
import io.peco4j.nn.picture.PictureTensors;
import java.util.Optional;

/**
 * Draws the pixels that a network predicts of hidden patches, between those of the patches that it saw (He et al. 2021,
 * figure 2).
 *
 * @param grid of the encoder's patches
 * @param network predicts them
 * @param normalised whether they are predicted without their mean and deviation, and drawn with the true ones
 */
public record PixelPainter(PatchGrid grid, Network network, boolean normalised) implements Painter {

    /** A network that predicts pixels. */
    @FunctionalInterface
    public interface Network {
        /**
         * Float32 (1, 3, H, W) around [0, 1], in evaluation mode; visible patches do not matter.
         *
         * @param image float32 (1, 3, H, W) in [0, 1]
         * @param hidden float32 (1, N), 1 where a patch is hidden
         */
        NDArray pixels(NDArray image, NDArray hidden);
    }

    @Override
    public RgbImage predicted(Shown shown, float[] hidden) {
        NDArray mask = Tensors.of(shown.manager(), hidden, new Shape(1, hidden.length));
        NDArray pixels = network.pixels(shown.image(), mask).get(0);
        return new Patchwork(grid).of(shown.seen(), PictureTensors.picture(pixels), hidden);
    }

    @Override
    public Optional<RgbImage> perfect(Shown shown) {
        return Optional.empty();
    }

    @Override
    public String predictions() {
        return normalised
                ? "with the pixels that the network predicts for hidden patches, whose mean and contrast it does not"
                        + " predict: they are those of the true patch"
                : "with the pixels that the network predicts for hidden patches";
    }
}
