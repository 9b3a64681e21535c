package io.peco4j.dsl.bundled;

/**
 * A builder of a masked autoencoder.
 *
 * @param <S> the builder itself
 */
public interface Autoencoder<S extends Autoencoder<S>> extends HidesPatches<S> {
    /**
     * The network that predicts hidden patches, and is left behind after pretraining.
     *
     * @param width channels of a token, divisible by 4 and by the number of heads
     * @param depth blocks
     * @param heads attention heads of a block
     */
    default S decoder(int width, int depth, int heads) {
        return set("decoder.width", width).set("decoder.depth", depth).set("decoder.heads", heads);
    }
}
