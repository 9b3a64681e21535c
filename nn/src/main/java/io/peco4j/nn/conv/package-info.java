/**
 * Convolutional layers: convolutions, norms, pooling, residual and attention blocks, resampling, and chains of them.
 */
@NullMarked
package io.peco4j.nn.conv;

import org.jspecify.annotations.NullMarked;
