package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Assembly;
import java.util.List;

/**
 * A network of maps with a feature pyramid on top, torchvision's {@code BackboneWithFPN}: {@code body} and {@code fpn}.
 */
public final class PyramidBackbone extends Assembly {
    private final MapSource body;
    private final FeaturePyramid pyramid;

    /**
     * A backbone with an additional, coarsest level.
     *
     * @param channels of the pyramid's maps
     */
    public PyramidBackbone(NetworkContext context, MapSource body, int channels) {
        this.body = body;
        child("body", body.block());
        this.pyramid = child("fpn", new FeaturePyramid(context, body.channels(), channels, true));
    }

    /**
     * One pass.
     *
     * @param images float32 (B, 3, H, W), normalised
     * @return float32 (B, channels, H', W') each, from the finest; the last is the additional level; owned by
     *     the manager of the images
     */
    public List<NDArray> forward(NDArray images, boolean training) {
        List<NDArray> maps = body.maps(images, training);
        List<NDArray> levels = pyramid.forward(maps);
        maps.forEach(NDArray::close);
        return levels;
    }

    /** The shapes of the maps of images of a shape, (B, 3, H, W). */
    public List<Shape> shapes(Shape images) {
        return pyramid.shapes(body.shapes(images));
    }

    /** Floating-point operations of one pass over images of a shape, (B, 3, H, W). */
    public double flops(Shape images) {
        return body.flops(images) + pyramid.flops(body.shapes(images));
    }

    /** Bytes that one pass over images of a shape, (B, 3, H, W), keeps for the backward pass; NaN if unknown. */
    public double activationBytes(Shape images) {
        return body.activationBytes(images) + pyramid.activationBytes(body.shapes(images));
    }

    /** Channels of the maps. */
    public int channels() {
        return pyramid.channels();
    }
}
