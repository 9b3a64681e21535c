/** Generated pictures of shapes with exact ground truth, so that a study can run without any data. */
@NullMarked
package io.peco4j.datasets.scenes;

import org.jspecify.annotations.NullMarked;
