/** The networks that a study swaps: encoders, tokenizers, perceptual backbones, pretraining frameworks. */
@NullMarked
package io.peco4j.api.model;

import org.jspecify.annotations.NullMarked;
