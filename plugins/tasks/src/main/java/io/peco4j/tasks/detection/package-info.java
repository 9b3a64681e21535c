/** Objects with boxes and masks: Mask R-CNN on an encoder. */
@NullMarked
package io.peco4j.tasks.detection;

import org.jspecify.annotations.NullMarked;
