package io.peco4j.conformance.study;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.train.Learner;
import io.peco4j.conformance.stub.ColourTokenizer;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;

/** Tokens that are colours: a tokenizer that there is nothing to train on, and that reads any pictures. */
final class Colours implements Tokenizer {
    private final ColourTokenizer tokenizer;

    record Options(@Describe("nothing") @Default("0") int nothing) {}

    @Inject
    Colours(Options options, NetworkContext context) {
        tokenizer = new ColourTokenizer(context.manager());
    }

    @Override
    public int vocabularySize() {
        return tokenizer.vocabularySize();
    }

    @Override
    public int downsampling() {
        return tokenizer.downsampling();
    }

    @Override
    public int imageSize() {
        return tokenizer.imageSize();
    }

    @Override
    public NDArray tokenize(NDArray images) {
        return tokenizer.tokenize(images);
    }

    @Override
    public NDArray reconstruct(NDArray tokens) {
        return tokenizer.reconstruct(tokens);
    }

    @Override
    public NDArray codewords(NDArray tokens) {
        return tokenizer.codewords(tokens);
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.empty();
    }

    @Override
    public double flopsPerImage() {
        return 1;
    }

    @Override
    public Map<String, NDArray> state() {
        return tokenizer.state();
    }
}
