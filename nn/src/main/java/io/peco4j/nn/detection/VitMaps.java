package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.segmentation.VitPyramid;
import io.peco4j.nn.vit.Unnormed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The maps of a vision transformer's pyramid as the bottom of a detector: strides 4, 8, 16 and 32 with patches of 16
 * pixels, as the detectors on BEiT have it.
 *
 * <p>Pictures are of any multiple of the patch that the encoder takes. Their colours are the encoder's business: where
 * it normalises them, a {@link DetectionTransform} had better not. The parameters here are those of the pyramid,
 * without a prefix; those of the encoder stay with the encoder.
 */
public final class VitMaps implements MapSource {
    private final VisionEncoder encoder;
    private final List<Integer> layers;
    private final VitPyramid pyramid;
    private final Kernel map;

    /**
     * A pyramid with fresh weights on an encoder.
     *
     * @param layers the four blocks whose tokens the maps are made of, from 1, not descending; a block may stand for
     *     several scales
     */
    public VitMaps(NetworkContext context, VisionEncoder encoder, List<Integer> layers) {
        this.encoder = encoder;
        this.layers = List.copyOf(layers);
        this.pyramid = new VitPyramid(context, encoder.width());
        this.map = Kernel.compile("map of tokens of pictures", String.format(Locale.ROOT, """
                def forward(self, x: Tensor, images: Tensor) -> Tensor:
                  batch, tokens, width = torch.size(x)
                  rows = torch.floordiv(torch.size(images, 2), %d)
                  patches = torch.transpose(torch.slice(x, 1, 1), 1, 2)
                  return torch.contiguous(torch.reshape(patches, [batch, width, rows, -1]))
                """, encoder.patchSize()));
    }

    /** Four blocks at a third, a half, two thirds and the end of an encoder: 4, 6, 8 and 12 of ViT-B. */
    public static List<Integer> layers(int depth) {
        return List.of(Math.max(depth / 3, 1), Math.max(depth / 2, 1), Math.max(2 * depth / 3, 1), depth);
    }

    @Override
    public Block block() {
        return pyramid;
    }

    @Override
    public List<Integer> channels() {
        return Collections.nCopies(4, encoder.width());
    }

    @Override
    public List<NDArray> maps(NDArray images, boolean training) {
        List<Integer> distinct = layers.stream().distinct().toList();
        List<NDArray> tokens = new Unnormed(encoder).features(images, distinct, training);
        List<NDArray> maps = new ArrayList<>();
        for (int layer : layers) {
            maps.add(map.apply(tokens.get(distinct.indexOf(layer)), images));
        }
        tokens.forEach(NDArray::close);
        List<NDArray> scales = pyramid.forward(maps, training);
        // By identity: arrays are equal by content, which would read them back from the engine one by one.
        maps.stream()
                .filter(made -> scales.stream().noneMatch(scale -> scale == made))
                .forEach(NDArray::close);
        return scales;
    }

    @Override
    public List<Shape> shapes(Shape images) {
        long batch = images.get(0);
        PatchGrid grid = size(images).grid(encoder.patchSize());
        long rows = grid.rows();
        long columns = grid.columns();
        return List.of(
                new Shape(batch, encoder.width(), 4 * rows, 4 * columns),
                new Shape(batch, encoder.width(), 2 * rows, 2 * columns),
                new Shape(batch, encoder.width(), rows, columns),
                new Shape(batch, encoder.width(), rows / 2, columns / 2));
    }

    /** @return NaN where the encoder does not know its own */
    @Override
    public double flops(Shape images) {
        PictureSize size = size(images);
        double own = encoder.flopsPerImage(size, size.grid(encoder.patchSize()).patches());
        return own == 0 ? Double.NaN : images.get(0) * own + pyramid.flops(tokens(images));
    }

    @Override
    public double activationBytes(Shape images) {
        PictureSize size = size(images);
        int patches = size.grid(encoder.patchSize()).patches();
        return images.get(0) * encoder.activationBytes(size, patches) + pyramid.activationBytes(tokens(images));
    }

    private Shape tokens(Shape images) {
        return shapes(images).get(2);
    }

    private static PictureSize size(Shape images) {
        return new PictureSize(Math.toIntExact(images.get(2)), Math.toIntExact(images.get(3)));
    }
}
