package io.peco4j.runtime.plan;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An encoder that is planned and never made. */
final class Eye implements VisionEncoder {
    @Inject
    Eye(Parts.Framework.Options options, NetworkContext context) {
        throw new AssertionError("a plan makes no network");
    }

    @Override
    public PictureSize imageSize() {
        return PictureSize.square(1);
    }

    @Override
    public int patchSize() {
        return 1;
    }

    @Override
    public int width() {
        return 1;
    }

    @Override
    public int heads() {
        return 1;
    }

    @Override
    public int depth() {
        return 1;
    }

    @Override
    public NDArray encode(NDArray images, Masking masking, boolean training) {
        return images;
    }

    @Override
    public List<NDArray> features(NDArray images, List<Integer> layers, Masking masking, boolean training) {
        return List.of();
    }

    @Override
    public NDArray normalised(NDArray tokens) {
        return tokens;
    }

    @Override
    public Map<String, NDArray> trainable() {
        return Map.of();
    }

    @Override
    public Map<String, NDArray> state() {
        return Map.of();
    }

    @Override
    public int layerOf(String parameter) {
        return 0;
    }

    @Override
    public Set<String> withoutWeightDecay() {
        return Set.of();
    }

    @Override
    public Set<String> patchEmbedding() {
        return Set.of();
    }

    @Override
    public Set<String> finalNorm() {
        return Set.of();
    }

    @Override
    public VisionEncoder twin(PictureSize size, NetworkContext context) {
        return this;
    }
}
