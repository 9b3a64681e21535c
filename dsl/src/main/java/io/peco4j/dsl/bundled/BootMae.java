package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.dsl.builder.OnEncoder;
import io.peco4j.dsl.builder.Trainable;
import java.util.Map;

/**
 * Prediction of pixels and of a momentum teacher's features: the pretraining {@code bootmae}.
 *
 * <pre>{@code
 * .encoder(vit("small").patch(4).image(32).positions("sin-cos-moco"))
 * .pretraining("bootmae", bootmae().mask(blockwise(0.75).minPatches(4)).decoder(192, 2).inject(1, 12).epochs(100))
 * }</pre>
 */
public record BootMae(Component<PretrainingFramework> component)
        implements Trainable<PretrainingFramework, BootMae>, OnEncoder<PretrainingFramework, BootMae> {
    @Override
    public BootMae with(Component<PretrainingFramework> changed) {
        return new BootMae(changed);
    }

    /** A preset, which gives the values of options that are not set: {@code paper} or {@code tiny}. */
    public BootMae preset(String name) {
        return set("preset", name);
    }

    /**
     * Which patches are hidden; blocks are {@link Mask#filled() filled} unless the option {@code mask.fill} forbids.
     */
    public BootMae mask(Mask mask) {
        BootMae result = this;
        for (Map.Entry<String, Object> option : mask.options().entrySet()) {
            result = result.set("mask." + option.getKey(), option.getValue());
        }
        return result;
    }

    /** Largest number of hidden patches that are shown in exchange for visible ones. */
    public BootMae roll(int patches) {
        return set("roll", patches);
    }

    /** Width of the decoder of pixels, and blocks of both; that of features is as wide as the encoder. */
    public BootMae decoder(int width, int blocks) {
        return set("decoder-width", width).set("decoder-depth", blocks);
    }

    /** The decoders tell visible tokens their positions too: for encoders whose own positions are learned. */
    public BootMae visiblePositions() {
        return set("visible-positions", true);
    }

    /** Blocks of the encoder, from 1, whose features the decoders attend to: of pixels, and of features. */
    public BootMae inject(int shallow, int deep) {
        return set("shallow-layer", shallow).set("deep-layer", deep);
    }

    /** Weight of the loss of features; that of pixels has 1. */
    public BootMae featureWeight(double weight) {
        return set("feature-weight", weight);
    }

    /** Hidden patches among hidden ones weigh more than those at the edges of blocks. */
    public BootMae weightMask() {
        return set("weight-mask", true);
    }

    /** Share of the teacher that a step of the first epoch keeps. */
    public BootMae momentum(double momentum) {
        return set("momentum", momentum);
    }
}
