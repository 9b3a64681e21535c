/** Networks as the original code runs them: operator by operator on the same engine, to be measured beside ours. */
@NullMarked
package io.peco4j.bench.peer;

import org.jspecify.annotations.NullMarked;
