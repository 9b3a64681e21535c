package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.dsl.builder.Trainable;

/** DALL-E's discrete variational autoencoder, trained here or with OpenAI's weights: the tokenizer {@code dalle}. */
public record Dalle(Component<Tokenizer> component) implements Trainable<Tokenizer, Dalle> {
    @Override
    public Dalle with(Component<Tokenizer> changed) {
        return new Dalle(changed);
    }

    /**
     * A preset, which gives the values of options that are not set, such as {@code tiny};
     * {@code plugins describe dalle} lists them.
     */
    public Dalle preset(String name) {
        return set("preset", name);
    }

    /** Side of the pictures, in pixels; a token covers 8. */
    public Dalle image(int side) {
        return set("image", side);
    }

    /** Number of tokens. */
    public Dalle vocabulary(int tokens) {
        return set("vocabulary", tokens);
    }

    /** Channels at the highest resolution, and blocks in each resolution. */
    public Dalle network(int hidden, int blocks) {
        return set("hidden", hidden).set("blocks", blocks);
    }

    /** Temperatures of the relaxation at the start and at the end, and the share of the training between. */
    public Dalle temperature(double first, double last, double share) {
        return set("temperature.first", first).set("temperature.last", last).set("temperature.until", share);
    }

    /** Weight of the divergence from uniform tokens, and the share of the training in which it rises to that weight. */
    public Dalle divergence(double weight, double share) {
        return set("divergence.weight", weight).set("divergence.until", share);
    }

    /** Files of a trained encoder and decoder, such as OpenAI's; the tokenizer is used as it is and not trained. */
    public Dalle weights(String encoder, String decoder) {
        return set("weights.encoder", encoder).set("weights.decoder", decoder);
    }
}
