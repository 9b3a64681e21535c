package io.peco4j.conformance.stub;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.nn.GradientMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An encoder that remembers what it was asked, and can answer as it did before whatever the pictures. So a test learns
 * which patches a framework hides without knowing how it draws them, and what else its loss reads. Passes of twins are
 * remembered apart.
 */
public final class WatchedEncoder implements VisionEncoder {
    private final VisionEncoder watched;
    private final List<Sight> sights;
    private final List<Sight> twins;
    private final Deque<Sight> answers;
    private final Deque<Sight> twinAnswers;

    /** @param watched does the work */
    public WatchedEncoder(VisionEncoder watched) {
        this(watched, new ArrayList<>(), new ArrayList<>(), new ArrayDeque<>(), new ArrayDeque<>());
    }

    private WatchedEncoder(
            VisionEncoder watched,
            List<Sight> sights,
            List<Sight> twins,
            Deque<Sight> answers,
            Deque<Sight> twinAnswers) {
        this.watched = watched;
        this.sights = sights;
        this.twins = twins;
        this.answers = answers;
        this.twinAnswers = twinAnswers;
    }

    /** The recorded passes since it was created or reset, in order. */
    public List<Sight> sights() {
        return List.copyOf(sights);
    }

    /** Those of its twins, and of theirs. */
    public List<Sight> twinSights() {
        return List.copyOf(twins);
    }

    /** Forgets what it saw. */
    public void forget() {
        sights.clear();
        twins.clear();
        answers.clear();
        twinAnswers.clear();
    }

    /**
     * Answers the next passes with recorded tokens, in order, without looking at pictures; then it looks again.
     *
     * @param recorded their masks and pictures do not matter
     * @param ofTwins the same for its twins, all of them together
     */
    public void replay(List<Sight> recorded, List<Sight> ofTwins) {
        answers.clear();
        answers.addAll(recorded);
        twinAnswers.clear();
        twinAnswers.addAll(ofTwins);
    }

    @Override
    public NDArray encode(NDArray images, Masking masking, boolean training) {
        Sight answer = answers.poll();
        NDArray tokens = answer == null ? watched.encode(images, masking, training) : answer.again(images.getManager());
        sights.add(Sight.of(images, hidden(images, masking), tokens, training, GradientMode.isOn()));
        return tokens;
    }

    @Override
    public List<NDArray> features(NDArray images, List<Integer> layers, Masking masking, boolean training) {
        List<NDArray> tokens = answers.isEmpty()
                ? watched.features(images, layers, masking, training)
                : layers.stream()
                        .map(layer -> answers.remove().again(images.getManager()))
                        .toList();
        Hidden hidden = hidden(images, masking);
        tokens.forEach(each -> sights.add(Sight.of(images, hidden, each, training, GradientMode.isOn())));
        return tokens;
    }

    @Override
    public NDArray normalised(NDArray tokens) {
        return watched.normalised(tokens);
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
    public boolean isPretrained() {
        return watched.isPretrained();
    }

    @Override
    public VisionEncoder twin(PictureSize size, NetworkContext context) {
        return new WatchedEncoder(watched.twin(size, context), twins, twins, twinAnswers, twinAnswers);
    }

    @Override
    public double flopsPerImage() {
        return watched.flopsPerImage();
    }

    @Override
    public double flopsPerImage(PictureSize size, int visible) {
        return watched.flopsPerImage(size, visible);
    }

    @Override
    public double activationBytes(PictureSize size, int visible) {
        return watched.activationBytes(size, visible);
    }

    private Hidden hidden(NDArray images, Masking masking) {
        return Hidden.of(masking, PictureSize.of(images).grid(patchSize()).patches());
    }
}
