package io.peco4j.runtime.cli;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.nn.image.SquareView;
import io.peco4j.runtime.run.Standalone;

/**
 * A tokenizer that is ready to be used.
 *
 * @param name what people call it
 */
record NamedTokenizer(String name, Standalone<Tokenizer> standalone) implements AutoCloseable {
    Tokenizer tokenizer() {
        return standalone.component();
    }

    /** Side of the pictures that it is given. */
    int side() {
        return tokenizer().imageSize();
    }

    /** As much of the middle as a square holds, in the size that it was trained at. */
    Sample view(Example example) {
        return new SquareView(side()).of(example);
    }

    /** (B, h, w) of pictures (B, 3, H, W), flat. */
    long[] tokens(NDArray images) {
        try (NDArray tokens = tokenizer().tokenize(images)) {
            return tokens.toLongArray();
        }
    }

    @Override
    public void close() {
        standalone.close();
    }
}
