/** Heads that label each pixel from the maps of a pyramid, and their loss. */
@NullMarked
package io.peco4j.nn.segmentation;

import org.jspecify.annotations.NullMarked;
