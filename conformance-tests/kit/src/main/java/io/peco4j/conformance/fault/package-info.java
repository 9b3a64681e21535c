/** Components that fail on purpose, to see whether the host copes: it names what failed, and goes on with the rest. */
@NullMarked
package io.peco4j.conformance.fault;

import org.jspecify.annotations.NullMarked;
