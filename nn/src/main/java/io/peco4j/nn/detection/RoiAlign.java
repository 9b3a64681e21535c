package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Kernel;
import java.util.Locale;

/**
 * Cuts boxes out of maps and brings them to one size: each bin is the mean of bilinear samples (He et al. 2017, section
 * 3).
 *
 * <p>A bin is a weighted sum of pixels, and the weights follow from the boxes alone. So all bins of all boxes are one
 * native call, a sum of rows as for embeddings, over the maps with channels last. A sample more than a pixel outside
 * the map counts as 0, one less far is moved onto the border. Float32; gradients flow to the maps.
 */
public final class RoiAlign {
    private final int height;
    private final int width;
    private final int samples;
    private final boolean aligned;
    private final Kernel kernel;

    /**
     * A way of cutting out.
     *
     * @param height bins from top to bottom
     * @param width bins from left to right
     * @param samples samples of a bin along each axis; 0 or less: as many as a bin has pixels, rounded up
     * @param aligned whether pixel centres lie at halves (detectron2); otherwise at whole numbers, and boxes are at
     *     least a pixel wide (torchvision)
     */
    public RoiAlign(int height, int width, int samples, boolean aligned) {
        this.height = height;
        this.width = width;
        this.samples = samples;
        this.aligned = aligned;
        this.kernel = Kernel.compile("RoI align", String.format(Locale.ROOT, """
                def forward(self, maps: Tensor, pixels: Tensor, starts: Tensor, shares: Tensor) -> Tensor:
                  channels = torch.size(maps, 1)
                  rows = torch.reshape(torch.permute(maps, [0, 2, 3, 1]), [-1, channels])
                  bins, order, sizes, most = torch.embedding_bag(rows, pixels, starts, False, 0, False, shares, False)
                  return torch.permute(torch.reshape(bins, [-1, %d, %d, channels]), [0, 3, 1, 2])
                """, height, width));
    }

    /**
     * Cuts boxes out.
     *
     * @param maps float32 (B, C, H, W), one an image
     * @param boxes K boxes in pixels of the images
     * @param images for each box the number of its image, from 0 to B - 1
     * @param scale pixels of the map for one of the image
     * @return float32 (K, C, height, width), in the order of the boxes, owned by the manager of the maps
     */
    public NDArray pool(NDArray maps, Boxes boxes, int[] images, float scale) {
        if (images.length != boxes.size()) {
            throw new IllegalArgumentException(boxes.size() + " boxes, images of " + images.length);
        }
        if (images.length == 0) {
            return maps.getManager().zeros(new Shape(0, maps.getShape().get(1), height, width));
        }
        PixelSize size = PixelSize.of(maps);
        BinWeights weights = new BinWeights(images.length * height * width);
        for (int box = 0; box < images.length; box++) {
            AxisWeights down = axis(boxes.y1(box), boxes.y2(box), scale, height, size.height());
            AxisWeights across = axis(boxes.x1(box), boxes.x2(box), scale, width, size.width());
            weights.add(down, across, (long) images[box] * size.height() * size.width(), size.width());
        }
        NDManager manager = maps.getManager();
        try (NDArray pixels = weights.pixels(manager);
                NDArray starts = weights.starts(manager);
                NDArray shares = weights.shares(manager)) {
            return kernel.apply(maps, pixels, starts, shares);
        }
    }

    private AxisWeights axis(float from, float to, float scale, int bins, int pixels) {
        return AxisWeights.between(from * scale, to * scale, bins, samples, aligned, pixels);
    }
}
