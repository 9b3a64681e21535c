/** Two runs beside each other: whether one repeats the other, and what their studies and results differ in. */
@NullMarked
package io.peco4j.runtime.compare;

import org.jspecify.annotations.NullMarked;
