package io.peco4j.nn.segmentation;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.Affine;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.image.Interpolation;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Probabilities of classes for every pixel of a picture, at the size that it had before it was resized for the network,
 * averaged over several views of it: mmsegmentation's {@code simple_test} and {@code aug_test}. Needs gradient mode off.
 *
 * @param network from (B, 3, h, w) to logits (B, K, h, w)
 * @param windows that the network sees; empty: the picture as a whole
 */
public record PixelPredictor(UnaryOperator<NDArray> network, Optional<SlidingWindows> windows) {
    private static final Kernel SOFTMAX = Kernel.compile("probabilities of pixels", """
            def forward(self, logits: Tensor) -> Tensor:
              return torch.softmax(logits, 1)
            """);

    /** Logits at the size of the pictures, owned by their manager. */
    public NDArray logits(NDArray images) {
        return windows.isPresent() ? windows.get().logits(images, network) : network.apply(images);
    }

    /** Logits at another size, owned by the manager of the pictures. */
    public NDArray logits(NDArray images, PictureSize size) {
        try (NDArray logits = logits(images)) {
            return Interpolation.BILINEAR.resize(logits, size.height(), size.width());
        }
    }

    /**
     * Probabilities, float32 (B, K, H, W), owned by the manager of the pictures.
     *
     * @param images a view
     * @param size H and W of the result
     * @param mirrored whether left and right are exchanged in the view; they are not in the result
     */
    public NDArray probabilities(NDArray images, PictureSize size, boolean mirrored) {
        try (NDArray logits = logits(images, size)) {
            NDArray probabilities = SOFTMAX.apply(logits);
            if (!mirrored) {
                return probabilities;
            }
            try (probabilities) {
                return probabilities.flip(3);
            }
        }
    }

    /** A view with left and right exchanged, owned by the manager of the pictures. */
    public static NDArray mirror(NDArray images) {
        return images.flip(3);
    }

    /**
     * The mean of some views' probabilities; closes all but the result.
     *
     * @param views at least one, of one shape
     */
    public static NDArray mean(List<NDArray> views) {
        NDArray sum = views.get(0);
        for (NDArray view : views.subList(1, views.size())) {
            sum.addi(view);
            view.close();
        }
        if (views.size() == 1) {
            return sum;
        }
        try (sum) {
            return Affine.scaled(sum, 1.0 / views.size());
        }
    }

    /** The likeliest class of each pixel, int64 (B, H, W); owned by the probabilities' manager. */
    public static NDArray classes(NDArray probabilities) {
        return probabilities.argMax(1);
    }
}
