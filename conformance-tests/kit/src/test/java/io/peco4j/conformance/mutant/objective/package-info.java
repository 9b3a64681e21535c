/** A small objective that keeps every rule, and others that break one each. */
@NullMarked
package io.peco4j.conformance.mutant.objective;

import org.jspecify.annotations.NullMarked;
