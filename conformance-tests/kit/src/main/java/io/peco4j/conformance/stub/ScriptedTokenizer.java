package io.peco4j.conformance.stub;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.train.Learner;
import io.peco4j.nn.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trained tokenizer whose tokens follow from a script, whatever the pictures: a test can thus keep targets fixed
 * while it changes pictures, or the other way round.
 */
public final class ScriptedTokenizer implements Tokenizer {
    private static final int CHANNELS = 4;

    private final int vocabulary;
    private final int downsampling;
    private final int side;
    private final NDArray codebook;
    private final List<String> faults = new ArrayList<>();
    private final List<Shown> shown = new ArrayList<>();
    private Script script = Script.STANDARD;

    /**
     * Pictures that it was given.
     *
     * @param shape (B, 3, H, W)
     * @param pictures their values
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, read by one test
    public record Shown(Shape shape, float[] pictures) {}

    /** Which token is where. */
    @FunctionalInterface
    public interface Script {
        /** All tokens occur, and neighbours differ. */
        Script STANDARD = (row, y, x) -> 5L * row + 7L * y + 3L * x;

        /**
         * The token of a place; taken modulo the number of tokens.
         *
         * @param row of the batch
         */
        long token(int row, int y, int x);
    }

    /**
     * A tokenizer by the standard script.
     *
     * @param manager owns the codebook
     * @param vocabulary number of tokens
     * @param downsampling pixels per token
     * @param side of its own pictures, in pixels
     */
    public ScriptedTokenizer(NDManager manager, int vocabulary, int downsampling, int side) {
        this.vocabulary = vocabulary;
        this.downsampling = downsampling;
        this.side = side;
        this.codebook = Tensors.of(manager, table(vocabulary), new Shape(vocabulary, CHANNELS));
    }

    /** Goes by another script from now on. */
    public void follow(Script other) {
        script = other;
    }

    /** What was wrong with the pictures that it was given so far, in words. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** What it was given last, if anything. */
    public Optional<Shown> shown() {
        return shown.stream().findFirst();
    }

    @Override
    public int vocabularySize() {
        return vocabulary;
    }

    @Override
    public int downsampling() {
        return downsampling;
    }

    @Override
    public int imageSize() {
        return side;
    }

    @Override
    public NDArray tokenize(NDArray images) {
        Shape shape = images.getShape();
        int width = (int) shape.get(3);
        float[] pictures = images.toFloatArray();
        shown.clear();
        shown.add(new Shown(shape, pictures));
        faults.addAll(Sight.faults(shape, pictures, PictureSize.square(width)));
        if (width % downsampling != 0) {
            faults.add("pictures of " + width + " pixels in tokens of " + downsampling);
        }
        int grid = width / downsampling;
        long[] tokens = new long[(int) shape.get(0) * grid * grid];
        for (int i = 0; i < tokens.length; i++) {
            long token = script.token(i / (grid * grid), i / grid % grid, i % grid);
            tokens[i] = Math.floorMod(token, (long) vocabulary);
        }
        return Tensors.of(images.getManager(), tokens, new Shape(shape.get(0), grid, grid));
    }

    @Override
    public NDArray reconstruct(NDArray tokens) {
        Shape shape = tokens.getShape();
        int height = (int) shape.get(1) * downsampling;
        int width = (int) shape.get(2) * downsampling;
        long[] values = tokens.toLongArray();
        float[] pixels = new float[(int) shape.get(0) * 3 * height * width];
        for (int i = 0; i < pixels.length; i++) {
            int row = i / (3 * height * width);
            int y = i / width % height / downsampling;
            int x = i % width / downsampling;
            pixels[i] = values[(row * height / downsampling + y) * (width / downsampling) + x] / (float) vocabulary;
        }
        return Tensors.of(tokens.getManager(), pixels, new Shape(shape.get(0), 3, height, width));
    }

    @Override
    public NDArray codewords(NDArray tokens) {
        float[] table = table(vocabulary);
        long[] values = tokens.toLongArray();
        float[] words = new float[values.length * CHANNELS];
        for (int i = 0; i < values.length; i++) {
            System.arraycopy(table, (int) values[i] * CHANNELS, words, i * CHANNELS, CHANNELS);
        }
        return Tensors.of(tokens.getManager(), words, tokens.getShape().add(CHANNELS));
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.empty();
    }

    @Override
    public Map<String, NDArray> state() {
        return Map.of("codebook", codebook);
    }

    @Override
    public double flopsPerImage() {
        return side * (double) side;
    }

    private static float[] table(int vocabulary) {
        float[] table = new float[vocabulary * CHANNELS];
        for (int i = 0; i < table.length; i++) {
            table[i] = (float) Math.sin(1.3 * i + 0.7);
        }
        return table;
    }
}
