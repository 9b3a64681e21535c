/** The tokenizer {@code dalle}: the discrete variational autoencoder of DALL-E. */
@NullMarked
package io.peco4j.tokenizers.dalle;

import org.jspecify.annotations.NullMarked;
