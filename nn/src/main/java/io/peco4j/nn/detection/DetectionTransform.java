package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Prepares images for a detector: normalised colours, the short side at its target unless the long side would become
 * too long, zeros up to a common size (Ren et al. 2015, section 4.3; rounding as in torchvision).
 */
public final class DetectionTransform {
    private static final float[] IMAGENET_MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] IMAGENET_DEVIATION = {0.229f, 0.224f, 0.225f};

    private static final Kernel IMAGE = Kernel.compile("prepare image", """
            def forward(self, x: Tensor, mean: Tensor, deviation: Tensor, ground: Tensor, size: Tensor) -> Tensor:
              height, width, below, right = torch.unbind(size)
              normal = torch.div(torch.sub(x, mean), deviation)
              resized = torch.upsample_bilinear2d(torch.unsqueeze(normal, 0), [int(height), int(width)], False)
              return torch.add(torch.constant_pad_nd(resized, [0, int(right), 0, int(below)], 0), ground)
            """);

    private final UnaryOperator<PixelSize> sizes;
    private final int multiple;
    private final float[] mean;
    private final float[] deviation;
    private final float[] ground;

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
        this(image -> resized(image, shortSide, longSide), multiple, mean, deviation, new float[3]);
    }

    private DetectionTransform(
            UnaryOperator<PixelSize> sizes, int multiple, float[] mean, float[] deviation, float[] ground) {
        this.sizes = sizes;
        this.multiple = multiple;
        this.mean = mean.clone();
        this.deviation = deviation.clone();
        this.ground = ground.clone();
    }

    /**
     * Leaves images as they are, in size and colours, and pads them with ImageNet's mean colour: for images that have
     * been resized, and networks that normalise colours themselves.
     *
     * @param multiple that the padded sides are
     */
    public static DetectionTransform padding(int multiple) {
        return new DetectionTransform(image -> image, multiple, IMAGENET_MEAN, new float[] {1, 1, 1}, IMAGENET_MEAN);
    }

    /** The size that an image of a given size gets. */
    public PixelSize resized(PixelSize image) {
        return sizes.apply(image);
    }

    private static PixelSize resized(PixelSize image, int shortSide, int longSide) {
        // Rounded as torchvision rounds: a product with a reciprocal in float32 decides whether 40 or 39 pixels.
        float up = shortSide * (1f / Math.min(image.height(), image.width()));
        float most = longSide * (1f / Math.max(image.height(), image.width()));
        double factor = Math.min(up, most);
        return new PixelSize(
                Math.max((int) Math.floor(image.height() * factor), 1),
                Math.max((int) Math.floor(image.width() * factor), 1));
    }

    /** The size of a batch of images of these sizes, after they were resized and padded. */
    public PixelSize padded(List<PixelSize> images) {
        List<PixelSize> resized = images.stream().map(this::resized).toList();
        return new PixelSize(
                padded(resized.stream().mapToInt(PixelSize::height).max().orElseThrow()),
                padded(resized.stream().mapToInt(PixelSize::width).max().orElseThrow()));
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
        PixelSize padded = padded(originals);
        NDManager owner = images.get(0).getManager();
        try (NDManager manager = owner.newSubManager()) {
            NDList prepared = new NDList();
            NDArray means = Indices.rows(manager, mean, 1).expandDims(2);
            NDArray deviations = Indices.rows(manager, deviation, 1).expandDims(2);
            NDArray grounds = Indices.rows(manager, ground, 1).expandDims(2);
            for (int i = 0; i < sizes.size(); i++) {
                PixelSize size = sizes.get(i);
                NDArray target = Tensors.of(manager, new long[] {
                    size.height(), size.width(), padded.height() - size.height(), padded.width() - size.width()
                });
                NDArray own = IMAGE.apply(images.get(i), means, deviations, grounds, target);
                own.attach(manager);
                prepared.add(own);
            }
            NDArray all = prepared.size() == 1 ? prepared.get(0) : NDArrays.concat(prepared);
            all.attach(owner);
            return new ImageBatch(all, sizes, originals);
        }
    }

    private int padded(int side) {
        return (side + multiple - 1) / multiple * multiple;
    }
}
