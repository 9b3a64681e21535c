/** The part of training that a plugin author writes: objectives over batches, without a loop. */
@NullMarked
package io.peco4j.api.train;

import org.jspecify.annotations.NullMarked;
