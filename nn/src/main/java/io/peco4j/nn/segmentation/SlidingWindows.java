package io.peco4j.nn.segmentation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.image.CropRegion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Logits of pictures of any size by a network that looks at windows: the mean of the logits of all windows that show a
 * pixel, as in mmsegmentation. A window that would leave the picture is moved back to its border; a picture that is
 * smaller than a window is looked at as it is.
 *
 * @param size of a window
 * @param stride from each window to the next, downwards and to the right
 */
public record SlidingWindows(PictureSize size, PictureSize stride) {

    /** The windows of a picture, row by row. */
    public List<CropRegion> over(PictureSize picture) {
        List<CropRegion> windows = new ArrayList<>();
        for (int top : starts(picture.height(), size.height(), stride.height())) {
            for (int left : starts(picture.width(), size.width(), stride.width())) {
                windows.add(new CropRegion(
                        left, top, Math.min(size.width(), picture.width()), Math.min(size.height(), picture.height())));
            }
        }
        return windows;
    }

    private static List<Integer> starts(int length, int window, int stride) {
        int count = (Math.max(length - window, 0) + stride - 1) / stride + 1;
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            starts.add(Math.max(0, Math.min(i * stride, length - window)));
        }
        return starts;
    }

    /**
     * The mean logits, owned by the manager of the pictures. Needs gradient mode off.
     *
     * @param images float32 (B, 3, H, W)
     * @param network from (B, 3, h, w) to logits (B, K, h, w)
     */
    public NDArray logits(NDArray images, UnaryOperator<NDArray> network) {
        PictureSize picture = PictureSize.of(images);
        List<CropRegion> windows = over(picture);
        if (windows.size() == 1) {
            return network.apply(images);
        }
        NDArray counts = images.getManager().zeros(new Shape(1, 1, picture.height(), picture.width()));
        NDArray sum = counts;
        for (CropRegion window : windows) {
            NDIndex index = index(window);
            try (NDArray part = images.get(index);
                    NDArray logits = network.apply(part)) {
                if (sum == counts) {
                    sum = images.getManager()
                            .zeros(new Shape(
                                    images.getShape().get(0),
                                    logits.getShape().get(1),
                                    picture.height(),
                                    picture.width()));
                }
                // A part of an array is a view of it: what is added there is added to the array.
                try (NDArray shown = sum.get(index);
                        NDArray seen = counts.get(index)) {
                    shown.addi(logits);
                    seen.addi(1);
                }
            }
        }
        sum.divi(counts);
        counts.close();
        return sum;
    }

    private static NDIndex index(CropRegion window) {
        return new NDIndex(String.format(
                Locale.ROOT,
                ":, :, %d:%d, %d:%d",
                window.top(),
                window.top() + window.height(),
                window.left(),
                window.left() + window.width()));
    }
}
