package com.acme.fsq;

import java.util.Optional;
import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.options.Describe;
import io.peco4j.api.train.Learner;
import jakarta.inject.Inject;
import java.util.Map;

/** A convolutional autoencoder over a grid of scalar levels: every token is in use from the first step on. */
@Describe("finite scalar quantisation (Mentzer et al. 2023): a tokenizer whose codebook is a fixed grid")
public final class FsqTokenizer implements Tokenizer {
    private final FsqOptions options;
    private final FsqNetwork network;

    /** Makes an untrained tokenizer. */
    @Inject
    public FsqTokenizer(FsqOptions options, NetworkContext context) {
        this.options = options;
        this.network = new FsqNetwork(options, context);
    }

    @Override
    public int vocabularySize() {
        return network.grid().size();
    }

    @Override
    public int downsampling() {
        return 1 << options.halvings();
    }

    @Override
    public int imageSize() {
        return options.image();
    }

    @Override
    public NDArray tokenize(NDArray images) {
        return network.grid().tokens(network.encode(images, false));
    }

    @Override
    public NDArray reconstruct(NDArray tokens) {
        return network.decode(network.grid().codes(tokens), false).clip(0, 1);
    }

    @Override
    public NDArray codewords(NDArray tokens) {
        return network.grid().codes(tokens).transpose(0, 2, 3, 1);
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.of(new FsqLearner(options, network));
    }

    @Override
    public Map<String, NDArray> state() {
        return network.state();
    }
}
