package io.peco4j.conformance.stub;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.train.Learner;
import java.util.Map;
import java.util.Optional;

/** A trained tokenizer of 4 x 4 pixels each: the token says which of red, green and blue is more than half. */
public final class ColourTokenizer implements Tokenizer {
    private static final int CHANNELS = 3;
    private static final int TOKENS = 1 << CHANNELS;
    private static final int PATCH = 4;

    private final NDArray codebook;

    /** @param manager owns the codebook */
    public ColourTokenizer(NDManager manager) {
        this.codebook = manager.create(words(tokens()), new Shape(TOKENS, CHANNELS));
    }

    @Override
    public int vocabularySize() {
        return TOKENS;
    }

    @Override
    public int downsampling() {
        return PATCH;
    }

    @Override
    public int imageSize() {
        return TinyEncoder.SIDE;
    }

    @Override
    public NDArray tokenize(NDArray images) {
        Shape shape = images.getShape();
        int height = (int) shape.get(2);
        int width = (int) shape.get(3);
        int columns = width / PATCH;
        int places = height / PATCH * columns;
        float[] pixels = images.toFloatArray();
        long[] tokens = new long[(int) shape.get(0) * places];
        for (int i = 0; i < tokens.length; i++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                int plane = (i / places * CHANNELS + channel) * height * width;
                int corner = plane + i % places / columns * PATCH * width + i % columns * PATCH;
                tokens[i] |= mean(pixels, corner, width) > 0.5 ? 1L << channel : 0;
            }
        }
        return images.getManager().create(tokens, new Shape(shape.get(0), height / PATCH, columns));
    }

    @Override
    public NDArray reconstruct(NDArray tokens) {
        return codewords(tokens).transpose(0, 3, 1, 2).repeat(2, PATCH).repeat(3, PATCH);
    }

    @Override
    public NDArray codewords(NDArray tokens) {
        return tokens.getManager()
                .create(words(tokens.toLongArray()), tokens.getShape().add(CHANNELS));
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.empty();
    }

    @Override
    public Map<String, NDArray> state() {
        return Map.of("codebook", codebook);
    }

    private static double mean(float[] pixels, int corner, int width) {
        double sum = 0;
        for (int i = 0; i < PATCH * PATCH; i++) {
            sum += pixels[corner + i / PATCH * width + i % PATCH];
        }
        return sum / (PATCH * PATCH);
    }

    private static long[] tokens() {
        long[] tokens = new long[TOKENS];
        for (int i = 0; i < TOKENS; i++) {
            tokens[i] = i;
        }
        return tokens;
    }

    private static float[] words(long[] tokens) {
        float[] words = new float[tokens.length * CHANNELS];
        for (int i = 0; i < words.length; i++) {
            words[i] = tokens[i / CHANNELS] >> i % CHANNELS & 1;
        }
        return words;
    }
}
