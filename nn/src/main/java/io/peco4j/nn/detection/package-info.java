/**
 * Object detection and instance segmentation: boxes, anchors, feature pyramid, region proposals, RoI heads, Mask R-CNN.
 */
@NullMarked
package io.peco4j.nn.detection;

import org.jspecify.annotations.NullMarked;
