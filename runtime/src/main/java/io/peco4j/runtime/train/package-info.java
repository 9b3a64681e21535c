/** The training loop: everything about a training run that is not a model or a loss. */
@NullMarked
package io.peco4j.runtime.train;

import org.jspecify.annotations.NullMarked;
