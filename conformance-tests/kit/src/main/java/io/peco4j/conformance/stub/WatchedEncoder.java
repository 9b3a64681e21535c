package io.peco4j.conformance.stub;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An encoder that remembers what it was asked. So a test learns which patches a framework hides without knowing how it
 * draws them. Its twins do not remember.
 */
public final class WatchedEncoder implements VisionEncoder {
    private final VisionEncoder watched;
    private final List<Sight> sights = new ArrayList<>();

    /** @param watched does the work */
    public WatchedEncoder(VisionEncoder watched) {
        this.watched = watched;
    }

    /** The recorded passes since it was created or reset, in order. */
    public List<Sight> sights() {
        return List.copyOf(sights);
    }

    /** Forgets what it saw. */
    public void forget() {
        sights.clear();
    }

    @Override
    public NDArray encode(NDArray images, Masking masking, boolean training) {
        NDArray tokens = watched.encode(images, masking, training);
        sights.add(Sight.of(
                images,
                Hidden.of(masking, PictureSize.of(images).grid(patchSize()).patches()),
                tokens,
                training,
                JniUtils.isGradMode()));
        return tokens;
    }

    @Override
    public List<NDArray> features(NDArray images, List<Integer> layers, Masking masking, boolean training) {
        List<NDArray> tokens = watched.features(images, layers, masking, training);
        Hidden hidden =
                Hidden.of(masking, PictureSize.of(images).grid(patchSize()).patches());
        tokens.forEach(each -> sights.add(Sight.of(images, hidden, each, training, JniUtils.isGradMode())));
        return tokens;
    }

    @Override
    public PictureSize imageSize() {
        return watched.imageSize();
    }

    @Override
    public int patchSize() {
        return watched.patchSize();
    }

    @Override
    public int width() {
        return watched.width();
    }

    @Override
    public int heads() {
        return watched.heads();
    }

    @Override
    public int depth() {
        return watched.depth();
    }

    @Override
    public Map<String, NDArray> state() {
        return watched.state();
    }

    @Override
    public Map<String, NDArray> trainable() {
        return watched.trainable();
    }

    @Override
    public int layerOf(String parameter) {
        return watched.layerOf(parameter);
    }

    @Override
    public Set<String> withoutWeightDecay() {
        return watched.withoutWeightDecay();
    }

    @Override
    public Set<String> patchEmbedding() {
        return watched.patchEmbedding();
    }

    @Override
    public Set<String> finalNorm() {
        return watched.finalNorm();
    }

    @Override
    public VisionEncoder twin(PictureSize size, NetworkContext context) {
        return watched.twin(size, context);
    }

    @Override
    public double flopsPerImage() {
        return watched.flopsPerImage();
    }
}
