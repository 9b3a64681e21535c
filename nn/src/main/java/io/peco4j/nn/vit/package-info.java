/**
 * The vision transformer: patches, positions, masking, starts, classifiers and heads, tokenizers of transformers, and
 * its parameter groups for layer-wise decay.
 */
@NullMarked
package io.peco4j.nn.vit;

import org.jspecify.annotations.NullMarked;
