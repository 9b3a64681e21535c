/** Measures how fast the parts of a study run here, in items a second and as a fraction of the matrix-product peak. */
@NullMarked
package io.peco4j.bench;

import org.jspecify.annotations.NullMarked;
