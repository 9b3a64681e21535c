/** Semantic segmentation: UPerNet on an encoder, trained and scored as mmsegmentation does. */
@NullMarked
package io.peco4j.tasks.segmentation;

import org.jspecify.annotations.NullMarked;
