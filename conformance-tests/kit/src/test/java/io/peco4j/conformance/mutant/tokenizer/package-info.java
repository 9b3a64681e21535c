/** A small tokenizer that keeps every rule, and others that break one each. */
@NullMarked
package io.peco4j.conformance.mutant.tokenizer;

import org.jspecify.annotations.NullMarked;
