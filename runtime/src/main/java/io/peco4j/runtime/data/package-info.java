/** Reads examples ahead of the training step: order, randomness, decoding on several threads, stacking into batches. */
@NullMarked
package io.peco4j.runtime.data;

import org.jspecify.annotations.NullMarked;
