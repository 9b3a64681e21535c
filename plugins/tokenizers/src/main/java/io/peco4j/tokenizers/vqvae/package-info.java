/** The tokenizer {@code vqvae}: convolutional encoder and decoder around a codebook. */
@NullMarked
package io.peco4j.tokenizers.vqvae;

import org.jspecify.annotations.NullMarked;
