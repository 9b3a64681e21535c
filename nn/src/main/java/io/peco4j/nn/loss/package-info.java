/** Losses, and the batch mixing of mixup and cutmix. */
@NullMarked
package io.peco4j.nn.loss;

import org.jspecify.annotations.NullMarked;
