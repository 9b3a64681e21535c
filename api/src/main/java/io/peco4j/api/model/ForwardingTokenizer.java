package io.peco4j.api.model;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.train.Learner;
import java.util.Map;
import java.util.Optional;

/** A tokenizer that leaves to another one what it does not do itself. */
public interface ForwardingTokenizer extends Tokenizer {
    /** The other one; the same at every call. */
    Tokenizer tokenizer();

    @Override
    default int vocabularySize() {
        return tokenizer().vocabularySize();
    }

    @Override
    default int downsampling() {
        return tokenizer().downsampling();
    }

    @Override
    default int imageSize() {
        return tokenizer().imageSize();
    }

    @Override
    default NDArray tokenize(NDArray images) {
        return tokenizer().tokenize(images);
    }

    @Override
    default NDArray reconstruct(NDArray tokens) {
        return tokenizer().reconstruct(tokens);
    }

    @Override
    default NDArray codewords(NDArray tokens) {
        return tokenizer().codewords(tokens);
    }

    @Override
    default Optional<Learner> learner() {
        return tokenizer().learner();
    }

    @Override
    default double flopsPerImage() {
        return tokenizer().flopsPerImage();
    }

    @Override
    default double passBytes() {
        return tokenizer().passBytes();
    }

    @Override
    default Map<String, NDArray> state() {
        return tokenizer().state();
    }
}
