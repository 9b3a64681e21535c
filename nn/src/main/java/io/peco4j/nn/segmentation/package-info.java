/** What turns a network's feature maps into a class for every pixel: the pyramid of a vision transformer, and heads. */
@NullMarked
package io.peco4j.nn.segmentation;

import org.jspecify.annotations.NullMarked;
