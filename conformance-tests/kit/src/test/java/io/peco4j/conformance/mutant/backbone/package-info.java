/** A small backbone that keeps every rule, and others that break one each. */
@NullMarked
package io.peco4j.conformance.mutant.backbone;

import org.jspecify.annotations.NullMarked;
