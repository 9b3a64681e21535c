package io.peco4j.nn.segmentation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.PatchGrid;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.PassState;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.BatchStatistics;
import io.peco4j.nn.vit.PatchMap;
import io.peco4j.nn.vit.Unnormed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A vision transformer with a feature pyramid: the base of dense heads for segmentation and detection. Names of
 * parameters are the encoder's, without its final norm, and the pyramid's, without a prefix.
 */
public final class VitPyramidBackbone {
    private final Unnormed encoder;
    private final VitPyramid pyramid;
    private final List<Integer> layers;
    private final PatchGrid grid;
    private final PatchMap map;

    /**
     * A backbone.
     *
     * @param layers the four blocks whose tokens it takes, from 1, not descending; a block may stand for several scales
     * @param grid the patches of most pictures; others take longer, the first time
     */
    public VitPyramidBackbone(VisionEncoder encoder, VitPyramid pyramid, List<Integer> layers, PatchGrid grid) {
        this.encoder = new Unnormed(encoder);
        this.pyramid = pyramid;
        this.layers = List.copyOf(layers);
        this.grid = grid;
        this.map = new PatchMap(grid);
    }

    /**
     * Four maps of pictures (B, 3, H, W) in [0, 1], from the finest to the coarsest, owned by the manager of the
     * pictures.
     *
     * @param images of a size that the encoder takes
     */
    public List<NDArray> features(NDArray images, boolean training) {
        List<Integer> distinct = layers.stream().distinct().toList();
        List<NDArray> tokens = encoder.features(images, distinct, training);
        PatchGrid own = PictureSize.of(images).grid(encoder.encoder().patchSize());
        PatchMap map = own.equals(grid) ? this.map : new PatchMap(own);
        List<NDArray> maps = new ArrayList<>();
        for (int layer : layers) {
            maps.add(map.of(tokens.get(distinct.indexOf(layer))));
        }
        tokens.forEach(NDArray::close);
        List<NDArray> scales = pyramid.forward(maps, training);
        // By identity: arrays are equal by content, which would read them back from the engine one by one.
        maps.stream()
                .filter(made -> scales.stream().noneMatch(scale -> scale == made))
                .forEach(NDArray::close);
        return scales;
    }

    /** The running statistics of the pyramid. */
    public PassState passState() {
        return BatchStatistics.of(pyramid);
    }

    /** Parameters and buffers. */
    public Map<String, NDArray> state() {
        Map<String, NDArray> all = new LinkedHashMap<>(encoder.state());
        all.putAll(Parameters.state(pyramid));
        return all;
    }

    /** What gets a gradient. */
    public Map<String, NDArray> trainable() {
        Map<String, NDArray> all = new LinkedHashMap<>(encoder.trainable());
        all.putAll(Parameters.trainable(pyramid));
        return all;
    }

    /** The shapes of the maps of pictures of a size. */
    public List<Shape> outputShapes(PictureSize size) {
        Shape tokens = tokens(size);
        return List.of(scaled(tokens, 4, 1), scaled(tokens, 2, 1), tokens, scaled(tokens, 1, 2));
    }

    /** Floating-point operations of a forward pass over a picture; 0 if the encoder's are unknown. */
    public double flops(PictureSize size) {
        int patches = size.grid(encoder.encoder().patchSize()).patches();
        double trunk = encoder.encoder().flopsPerImage(size, patches);
        return trunk == 0 ? 0 : trunk + pyramid.flops(tokens(size));
    }

    /** Bytes that a picture keeps for the backward pass; NaN if the encoder's are unknown. */
    public double activationBytes(PictureSize size) {
        int patches = size.grid(encoder.encoder().patchSize()).patches();
        return encoder.encoder().activationBytes(size, patches) + pyramid.activationBytes(tokens(size));
    }

    private Shape tokens(PictureSize size) {
        PatchGrid patches = size.grid(encoder.encoder().patchSize());
        return new Shape(1, encoder.encoder().width(), patches.rows(), patches.columns());
    }

    private static Shape scaled(Shape map, int up, int down) {
        return new Shape(map.get(0), map.get(1), map.get(2) * up / down, map.get(3) * up / down);
    }
}
