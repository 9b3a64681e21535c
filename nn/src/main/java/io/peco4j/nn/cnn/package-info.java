/**
 * Convolutional networks of the literature: SqueezeNet, VGG and ResNet, as classifiers and as sources of features for
 * perceptual losses, metrics and detectors.
 */
@NullMarked
package io.peco4j.nn.cnn;

import org.jspecify.annotations.NullMarked;
