/** Augmentations of decoded pictures in plain Java: crops, resizing as Pillow does it, flips, colours. */
@NullMarked
package io.peco4j.nn.image;

import org.jspecify.annotations.NullMarked;
