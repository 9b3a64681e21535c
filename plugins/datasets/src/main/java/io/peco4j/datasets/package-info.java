/** The bundled data sets: folders of pictures and of class maps, COCO, video clips and generated scenes. */
@NullMarked
package io.peco4j.datasets;

import org.jspecify.annotations.NullMarked;
