/** Tests of runs beside each other. */
@NullMarked
package io.peco4j.runtime.compare;

import org.jspecify.annotations.NullMarked;
