/**
 * Metrics: average precision as COCO computes it, masks as runs, mean intersection over union, likeness of pictures,
 * votes of nearest neighbours.
 */
@NullMarked
package io.peco4j.nn.metric;

import org.jspecify.annotations.NullMarked;
