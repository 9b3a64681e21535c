/** Large convolutional networks that were trained to tell pictures apart: ResNet-50 and VGG-16, from files. */
@NullMarked
package io.peco4j.backbones.cnn;

import org.jspecify.annotations.NullMarked;
