/**
 * Large convolutional networks, ResNet-50 and VGG-16: from files, or trained without labels on the study's own
 * pictures.
 */
@NullMarked
package io.peco4j.backbones.cnn;

import org.jspecify.annotations.NullMarked;
