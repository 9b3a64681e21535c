package io.peco4j.pretraining.moco;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.nn.moco.ContrastedEncoder;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The class token of a vision transformer, as MoCo v3 trains it.
 *
 * @param encoder gives the tokens
 * @param frozenPatches whether the patch embedding stays at its start
 */
record ClassToken(VisionEncoder encoder, boolean frozenPatches) implements ContrastedEncoder {
    @Override
    public NDArray encode(NDArray images) {
        try (NDArray tokens = encoder.encode(images, Masking.none(), true)) {
            return tokens.get(":, 0");
        }
    }

    @Override
    public int width() {
        return encoder.width();
    }

    @Override
    public PictureSize imageSize() {
        return encoder.imageSize();
    }

    @Override
    public Map<String, NDArray> state() {
        return encoder.state();
    }

    @Override
    public Map<String, NDArray> trainable() {
        Map<String, NDArray> trained = new LinkedHashMap<>(encoder.trainable());
        trained.keySet().removeIf(this::frozen);
        return trained;
    }

    @Override
    public Set<String> withoutWeightDecay() {
        Set<String> spared = new LinkedHashSet<>(encoder.withoutWeightDecay());
        spared.removeIf(this::frozen);
        return spared;
    }

    @Override
    public ContrastedEncoder twin(NetworkContext context) {
        return new ClassToken(encoder.twin(context), frozenPatches);
    }

    @Override
    public double flopsPerImage() {
        return encoder.flopsPerImage();
    }

    @Override
    public double activationBytes() {
        return encoder.activationBytes();
    }

    /** Stops gradients into what is not trained, for good. */
    void freeze() {
        encoder.trainable().forEach((name, parameter) -> {
            if (frozen(name)) {
                parameter.setRequiresGradient(false);
            }
        });
    }

    private boolean frozen(String name) {
        return frozenPatches && encoder.patchEmbedding().contains(name);
    }
}
