/** The bundled data sets: folders of pictures, video clips and generated scenes. */
@NullMarked
package io.peco4j.datasets;

import org.jspecify.annotations.NullMarked;
