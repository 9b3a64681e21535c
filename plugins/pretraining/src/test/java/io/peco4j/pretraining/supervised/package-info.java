/** Tests of training with labels. */
@NullMarked
package io.peco4j.pretraining.supervised;

import org.jspecify.annotations.NullMarked;
