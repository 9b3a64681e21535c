/** Training from scratch with labels, after DeiT (Touvron et al. 2020): {@code supervised}. */
@NullMarked
package io.peco4j.pretraining.supervised;

import org.jspecify.annotations.NullMarked;
