package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Kernel;
import java.util.List;

/**
 * Prepares images for a detector: normalised colours, the short side at its target unless the long side would become
 * too long, zeros up to a common size (Ren et al. 2015, section 4.3; rounding as in torchvision).
 */
public final class DetectionTransform {
    private static final float[] IMAGENET_MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] IMAGENET_DEVIATION = {0.229f, 0.224f, 0.225f};

    private static final Kernel IMAGE = Kernel.compile("prepare image", """
            def forward(self, x: Tensor, mean: Tensor, deviation: Tensor, size: Tensor) -> Tensor:
              height, width, below, right = torch.unbind(size)
              normal = torch.div(torch.sub(x, mean), deviation)
              resized = torch.upsample_bilinear2d(torch.unsqueeze(normal, 0), [int(height), int(width)], False)
              return torch.constant_pad_nd(resized, [0, int(right), 0, int(below)], 0)
            """);

    private static final Kernel MASKS = Kernel.compile("resize masks", """
            def forward(self, masks: Tensor, size: Tensor) -> Tensor:
              height, width = torch.unbind(size)
              pixels = torch.unsqueeze(torch.to(masks, 6), 1)
              return torch.squeeze(torch.upsample_nearest2d(pixels, [int(height), int(width)]), 1)
            """);

    private final int shortSide;
    private final int longSide;
    private final int multiple;
    private final float[] mean;
    private final float[] deviation;

    /** ImageNet's colours, sides padded to multiples of 32. */
    public DetectionTransform(int shortSide, int longSide) {
        this(shortSide, longSide, 32, IMAGENET_MEAN, IMAGENET_DEVIATION);
    }

    /**
     * A transform.
     *
     * @param shortSide wanted, in pixels
     * @param longSide at most
     * @param multiple that the padded sides are
     * @param mean of each channel, taken from values in [0, 1]
     * @param deviation of each channel, divided by afterwards
     */
    public DetectionTransform(int shortSide, int longSide, int multiple, float[] mean, float[] deviation) {
        this.shortSide = shortSide;
        this.longSide = longSide;
        this.multiple = multiple;
        this.mean = mean.clone();
        this.deviation = deviation.clone();
    }

    /** The size that an image of a given size gets. */
    public PixelSize resized(PixelSize image) {
        // Rounded as torchvision rounds: a product with a reciprocal in float32 decides whether 40 or 39 pixels.
        float up = shortSide * (1f / Math.min(image.height(), image.width()));
        float most = longSide * (1f / Math.max(image.height(), image.width()));
        double factor = Math.min(up, most);
        return new PixelSize(
                Math.max((int) Math.floor(image.height() * factor), 1),
                Math.max((int) Math.floor(image.width() * factor), 1));
    }

    /**
     * Prepares a batch.
     *
     * @param images float32 (3, H, W) in [0, 1], sizes may differ
     * @return owned by the manager of the first image
     */
    public ImageBatch prepare(List<NDArray> images) {
        List<PixelSize> originals = images.stream().map(PixelSize::of).toList();
        List<PixelSize> sizes = originals.stream().map(this::resized).toList();
        int height = padded(sizes.stream().mapToInt(PixelSize::height).max().orElseThrow());
        int width = padded(sizes.stream().mapToInt(PixelSize::width).max().orElseThrow());
        NDManager owner = images.get(0).getManager();
        try (NDManager manager = owner.newSubManager()) {
            NDList prepared = new NDList();
            NDArray means = Indices.rows(manager, mean, 1).expandDims(2);
            NDArray deviations = Indices.rows(manager, deviation, 1).expandDims(2);
            for (int i = 0; i < sizes.size(); i++) {
                PixelSize size = sizes.get(i);
                NDArray target = manager.create(
                        new long[] {size.height(), size.width(), height - size.height(), width - size.width()});
                NDArray own = IMAGE.apply(images.get(i), means, deviations, target);
                own.attach(manager);
                prepared.add(own);
            }
            NDArray all = prepared.size() == 1 ? prepared.get(0) : NDArrays.concat(prepared);
            all.attach(owner);
            return new ImageBatch(all, sizes, originals);
        }
    }

    /**
     * The objects of an image that was resized; masks by the nearest pixel.
     *
     * @return masks float32, owned by the manager of the given ones
     */
    public GroundTruth resize(GroundTruth truth, PixelSize from, PixelSize to) {
        NDManager manager = truth.masks().getManager();
        NDArray masks;
        try (NDArray size = manager.create(new long[] {to.height(), to.width()})) {
            masks = truth.labels().length == 0
                    ? manager.zeros(new Shape(0, to.height(), to.width()), DataType.FLOAT32)
                    : MASKS.apply(truth.masks(), size);
        }
        return new GroundTruth(truth.boxes().resized(from, to), truth.labels(), masks);
    }

    private int padded(int side) {
        return (side + multiple - 1) / multiple * multiple;
    }
}
