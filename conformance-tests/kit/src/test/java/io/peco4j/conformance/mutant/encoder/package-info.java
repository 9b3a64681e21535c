/** A small encoder that keeps every rule, and others that break one each. */
@NullMarked
package io.peco4j.conformance.mutant.encoder;

import org.jspecify.annotations.NullMarked;
