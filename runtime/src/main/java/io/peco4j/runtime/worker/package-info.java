/** How several workers compute one step together, to the same bits as one: who sums what, and how they talk. */
@NullMarked
package io.peco4j.runtime.worker;

import org.jspecify.annotations.NullMarked;
