/** What a plugin author writes in order to train: objectives over batches, without a loop. */
@NullMarked
package io.peco4j.api.train;

import org.jspecify.annotations.NullMarked;
