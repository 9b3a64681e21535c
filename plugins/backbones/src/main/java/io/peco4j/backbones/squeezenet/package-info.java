/** A small convolutional network that was trained to classify, from a file. */
@NullMarked
package io.peco4j.backbones.squeezenet;

import org.jspecify.annotations.NullMarked;
