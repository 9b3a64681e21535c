/** Metrics of dense tasks: average precision as COCO computes it, masks as runs, mean intersection over union. */
@NullMarked
package io.peco4j.nn.metric;

import org.jspecify.annotations.NullMarked;
