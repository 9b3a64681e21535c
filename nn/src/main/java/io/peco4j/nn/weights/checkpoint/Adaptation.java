package io.peco4j.nn.weights.checkpoint;

/** A way in which a file's weights are made to fit a network, with one note for the user where it does anything. */
@FunctionalInterface
interface Adaptation {
    void apply(Fitting fitting);
}
