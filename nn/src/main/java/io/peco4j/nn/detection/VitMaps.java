package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.Assembly;
import io.peco4j.nn.segmentation.VitPyramid;
import io.peco4j.nn.segmentation.VitPyramidBackbone;
import io.peco4j.nn.vit.VisionTransformer;
import java.util.Collections;
import java.util.List;

/**
 * The maps of a vision transformer's pyramid as the bottom of a detector: strides 4, 8, 16 and 32 with patches of 16
 * pixels, as the detectors on BEiT have it.
 *
 * <p>The transformer sees pictures of one size. A {@link DetectionTransform} makes them so whose long side and
 * multiple are that size; it normalises colours, so that the transformer had better not. Parameters have the
 * transformer's and the pyramid's names without a prefix; the transformer's final norm is among them, unused.
 */
public final class VitMaps extends Assembly implements MapSource {
    private final VisionTransformer encoder;
    private final VitPyramid pyramid;
    private final VitPyramidBackbone backbone;

    /**
     * A pyramid with fresh weights on a transformer.
     *
     * @param encoder belongs to this block from now on
     * @param layers the four blocks whose tokens the maps are made of, as {@link VitPyramidBackbone} takes them
     */
    public VitMaps(NetworkContext context, VisionTransformer encoder, List<Integer> layers) {
        this.encoder = child("", encoder);
        this.pyramid = child("", new VitPyramid(context, encoder.width()));
        this.backbone = new VitPyramidBackbone(encoder, pyramid, layers, encoder.grid());
    }

    @Override
    public Block block() {
        return this;
    }

    @Override
    public List<Integer> channels() {
        return Collections.nCopies(4, encoder.width());
    }

    /** @throws IllegalArgumentException if the images do not have the transformer's size */
    @Override
    public List<NDArray> maps(NDArray images, boolean training) {
        if (!PictureSize.of(images).equals(encoder.imageSize())) {
            throw new IllegalArgumentException(
                    "the transformer takes pictures of " + encoder.imageSize() + " pixels, not " + images.getShape());
        }
        return backbone.features(images, training);
    }

    @Override
    public List<Shape> shapes(Shape images) {
        long batch = images.get(0);
        long rows = encoder.grid().rows();
        long columns = encoder.grid().columns();
        return List.of(
                new Shape(batch, encoder.width(), 4 * rows, 4 * columns),
                new Shape(batch, encoder.width(), 2 * rows, 2 * columns),
                new Shape(batch, encoder.width(), rows, columns),
                new Shape(batch, encoder.width(), rows / 2, columns / 2));
    }

    @Override
    public double flops(Shape images) {
        PatchGrid grid = encoder.grid();
        return encoder.flops(images)
                + pyramid.flops(new Shape(images.get(0), encoder.width(), grid.rows(), grid.columns()));
    }
}
