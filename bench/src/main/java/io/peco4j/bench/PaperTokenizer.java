package io.peco4j.bench;

/**
 * PeCo's tokenizer as its paper sizes it.
 *
 * @param pixel trains it on the distance of pixels alone
 * @param perceptual trains it on the features of a ViT-B too
 * @param trained tokenises with it; what its weights are does not change the cost
 */
public record PaperTokenizer(LearnerFactory pixel, LearnerFactory perceptual, TokenizerFactory trained) {}
