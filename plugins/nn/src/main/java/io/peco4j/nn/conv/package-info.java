/** Convolutional layers of VQGAN-style networks: convolution, group norm, residual and attention blocks, resampling. */
@NullMarked
package io.peco4j.nn.conv;

import org.jspecify.annotations.NullMarked;
