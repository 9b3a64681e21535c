package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.dsl.builder.Configurable;

/** A vision transformer: the encoder {@code vit}. */
public record Vit(Component<VisionEncoder> component) implements Configurable<VisionEncoder, Vit> {
    @Override
    public Vit with(Component<VisionEncoder> changed) {
        return new Vit(changed);
    }

    /** {@code tiny}, {@code small}, {@code base}, {@code large} or {@code huge}. */
    public Vit size(String size) {
        return set("size", size);
    }

    /** Number of blocks, instead of the size's own: for studies that have to be quick. */
    public Vit depth(int blocks) {
        return set("depth", blocks);
    }

    /** Side of a patch, in pixels; divides that of the picture. */
    public Vit patch(int side) {
        return set("patch", side);
    }

    /** Side of the pictures, in pixels. It is the default of the study's tokenizers and backbones. */
    public Vit image(int side) {
        return set("image", side);
    }

    /**
     * Absolute positions: {@code learned}, {@code learned-dino}, {@code sin-cos}, {@code sin-cos-moco} or {@code none}.
     */
    public Vit positions(String positions) {
        return set("positions", positions);
    }

    /**
     * How fresh weights are drawn: as in {@code beit}, {@code mae}, {@code moco-v3} or {@code timm}; {@code auto}, as
     * in the model with these positions, unless stated.
     */
    public Vit start(String model) {
        return set("start", model);
    }

    /** Learned biases of the attention by distance: {@code none}, {@code shared} or {@code per-block}. */
    public Vit relativePositionBias(String bias) {
        return set("relative-position-bias", bias);
    }

    /** How these are resized for pictures of other sizes: {@code geometric} or {@code bicubic}. */
    public Vit relativePositionResize(String way) {
        return set("relative-position-resize", way);
    }

    /** Initial scale of the residual branches; 0 leaves the scales out. */
    public Vit layerScale(double initial) {
        return set("layer-scale", initial);
    }

    /** Largest probability of dropping a residual branch; it grows linearly with depth. */
    public Vit dropPath(double probability) {
        return set("drop-path", probability);
    }

    /** Whether queries, keys and values have biases; they have unless stated. */
    public Vit qkvBias(boolean biases) {
        return set("qkv-bias", biases);
    }

    /** A weight file to start from, instead of random weights. */
    public Vit weights(String path) {
        return set("weights", path);
    }
}
