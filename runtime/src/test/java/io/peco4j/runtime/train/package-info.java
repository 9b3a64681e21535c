/** Tests of the training loop, with networks of a few numbers. */
@NullMarked
package io.peco4j.runtime.train;

import org.jspecify.annotations.NullMarked;
