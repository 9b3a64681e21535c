/**
 * Pictures before and in networks: augmentations of decoded pictures in plain Java (crops, resizing as Pillow does it,
 * flips, colours), and, differentiable, the resizing and colours of batches.
 */
@NullMarked
package io.peco4j.nn.image;

import org.jspecify.annotations.NullMarked;
