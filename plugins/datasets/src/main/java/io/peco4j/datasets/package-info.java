/** The bundled data sets: folders of pictures, COCO and generated scenes. */
@NullMarked
package io.peco4j.datasets;

import org.jspecify.annotations.NullMarked;
