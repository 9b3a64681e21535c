/** How problems are shown to people: plain text, aligned, with what helps. */
@NullMarked
package io.peco4j.runtime.problem;

import org.jspecify.annotations.NullMarked;
