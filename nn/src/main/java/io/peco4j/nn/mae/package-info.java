/** Masked autoencoders: random masking, the decoder, and the loss of pixels (He et al. 2021). */
@NullMarked
package io.peco4j.nn.mae;

import org.jspecify.annotations.NullMarked;
