/** Convolutional networks of the literature, whose features compare pictures. */
@NullMarked
package io.peco4j.nn.cnn;

import org.jspecify.annotations.NullMarked;
