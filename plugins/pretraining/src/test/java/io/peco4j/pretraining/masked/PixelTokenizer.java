package io.peco4j.pretraining.masked;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.train.Learner;
import io.peco4j.nn.GradientMode;
import java.util.Map;
import java.util.Optional;

/** Names a patch by the red of its first pixel, from 0 to K - 1; refuses to run with gradients. */
public record PixelTokenizer(int vocabularySize, int downsampling, int imageSize) implements Tokenizer {
    @Override
    public NDArray tokenize(NDArray images) {
        if (GradientMode.isOn()) {
            throw new IllegalStateException("a frozen tokenizer needs no gradients");
        }
        String every = "::" + downsampling;
        return images.get(":, 0, " + every + ", " + every)
                .mul(vocabularySize - 1)
                .round()
                .toType(DataType.INT64, false);
    }

    @Override
    public NDArray reconstruct(NDArray tokens) {
        return tokens.toType(DataType.FLOAT32, false)
                .div(vocabularySize - 1)
                .repeat(1, downsampling)
                .repeat(2, downsampling)
                .expandDims(1)
                .repeat(1, 3);
    }

    @Override
    public NDArray codewords(NDArray tokens) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.empty();
    }

    @Override
    public double flopsPerImage() {
        return 1000;
    }

    @Override
    public Map<String, NDArray> state() {
        return Map.of();
    }
}
