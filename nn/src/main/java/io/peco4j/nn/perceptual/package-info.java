/** How far apart two pictures are for a feature network. */
@NullMarked
package io.peco4j.nn.perceptual;

import org.jspecify.annotations.NullMarked;
