package io.peco4j.dsl.bundled;

/**
 * A builder of a pretraining that predicts the tokens of the study's tokenizer.
 *
 * @param <S> the builder itself
 */
public interface PredictsTokens<S extends PredictsTokens<S>> extends HidesPatches<S> {
    /** Shows the middle of each picture in every epoch, instead of a random part of it. */
    default S fixedViews() {
        return set("views", "fixed");
    }

    /**
     * Tokenizes each picture once, in the first epoch, and keeps its tokens in memory: about 2 bytes a token. Tokens
     * can only be kept of views that do not change, so that this includes {@link #fixedViews}.
     */
    default S cacheTokens() {
        return fixedViews().set("cache-tokens", true);
    }
}
