package io.peco4j.tasks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.train.Learner;
import java.util.Map;
import java.util.Optional;

/**
 * A tokenizer whose token is the brightness of a block of 4 x 4 pixels, in 16 steps; its codeword is that brightness.
 */
public record Blocks(int imageSize) implements Tokenizer {
    private static final int SIDE = 4;
    private static final int LEVELS = 16;

    @Override
    public int vocabularySize() {
        return LEVELS;
    }

    @Override
    public int downsampling() {
        return SIDE;
    }

    @Override
    public NDArray tokenize(NDArray images) {
        Shape shape = images.getShape();
        long rows = shape.get(2) / SIDE;
        long columns = shape.get(3) / SIDE;
        return images.mean(new int[] {1})
                .reshape(shape.get(0), rows, SIDE, columns, SIDE)
                .mean(new int[] {4})
                .mean(new int[] {2})
                .mul(LEVELS)
                .floor()
                .clip(0, LEVELS - 1)
                .toType(DataType.INT64, true);
    }

    @Override
    public NDArray reconstruct(NDArray tokens) {
        return codewords(tokens)
                .transpose(0, 3, 1, 2)
                .repeat(2, SIDE)
                .repeat(3, SIDE)
                .repeat(1, 3);
    }

    @Override
    public NDArray codewords(NDArray tokens) {
        return tokens.toType(DataType.FLOAT32, true).add(0.5).div(LEVELS).expandDims(3);
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.empty();
    }

    @Override
    public Map<String, NDArray> state() {
        return Map.of();
    }
}
