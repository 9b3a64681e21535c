/** Semantic segmentation: the feature pyramid of a vision transformer. */
@NullMarked
package io.peco4j.nn.segmentation;

import org.jspecify.annotations.NullMarked;
