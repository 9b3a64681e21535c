/**
 * DINO (Caron et al. 2021) of any vision transformer: head, crops of several sizes, the loss, its centre and its
 * temperatures.
 */
@NullMarked
package io.peco4j.nn.dino;

import org.jspecify.annotations.NullMarked;
