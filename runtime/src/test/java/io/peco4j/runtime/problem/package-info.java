/** Tests of how problems are shown. */
@NullMarked
package io.peco4j.runtime.problem;

import org.jspecify.annotations.NullMarked;
