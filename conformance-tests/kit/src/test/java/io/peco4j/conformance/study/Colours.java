package io.peco4j.conformance.study;

import io.peco4j.api.model.ForwardingTokenizer;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.train.Learner;
import io.peco4j.conformance.stub.ColourTokenizer;
import jakarta.inject.Inject;
import java.util.Optional;

/** Tokens that are colours: a tokenizer that there is nothing to train on, and that reads any pictures. */
final class Colours implements ForwardingTokenizer {
    private final ColourTokenizer tokenizer;

    record Options(@Describe("nothing") @Default("0") int nothing) {}

    @Inject
    Colours(Options options, NetworkContext context) {
        tokenizer = new ColourTokenizer(context.manager());
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.empty();
    }

    @Override
    public double flopsPerImage() {
        return 1;
    }
}
