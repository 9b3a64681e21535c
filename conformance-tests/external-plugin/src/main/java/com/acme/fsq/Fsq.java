package com.acme.fsq;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.dsl.builder.Trainable;
import io.peco4j.dsl.builder.Written;
import java.util.List;

/** {@code acme.fsq} in a Java study: {@code .tokenizer("fsq", fsq().levels(8, 5, 5).epochs(10))}. */
public record Fsq(Component<Tokenizer> component) implements Trainable<Tokenizer, Fsq> {
    /** With the component's defaults. */
    public static Fsq fsq() {
        return new Fsq(Written.component(Tokenizer.class, "acme.fsq"));
    }

    @Override
    public Fsq with(Component<Tokenizer> changed) {
        return new Fsq(changed);
    }

    /** Side of the pictures that it trains on, in pixels; by default that of the study's encoder. */
    public Fsq image(int side) {
        return set("image", side);
    }

    /** Levels of each channel of a codeword; their product is the vocabulary size. */
    public Fsq levels(Integer... levels) {
        return set("levels", List.of(levels));
    }

    /** Channels of the network, a multiple of 32. */
    public Fsq channels(int channels) {
        return set("channels", channels);
    }

    /** How often the picture's sides are halved. */
    public Fsq halvings(int halvings) {
        return set("halvings", halvings);
    }
}
