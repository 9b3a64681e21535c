package io.peco4j.pretraining.masked;

/** Which part of a picture a training shows. */
public enum Views {
    /** Another one in every epoch. */
    RANDOM,
    /** The middle of it, always: then the tokens of a picture are always the same. */
    FIXED
}
