/** The base of all networks: compiled kernels, layers that hold them, and dotted parameter names. */
@NullMarked
package io.peco4j.nn;

import org.jspecify.annotations.NullMarked;
