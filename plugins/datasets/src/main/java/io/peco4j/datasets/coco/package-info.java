/**
 * Pictures with boxes and masks of objects from COCO's JSON: streamed, packed in memory, and unpacked for the picture
 * that is asked for.
 */
@NullMarked
package io.peco4j.datasets.coco;

import org.jspecify.annotations.NullMarked;
