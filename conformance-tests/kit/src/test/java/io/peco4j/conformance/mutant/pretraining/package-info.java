/** Pretraining frameworks that are broken on purpose, beside a small one that keeps all rules. */
@NullMarked
package io.peco4j.conformance.mutant.pretraining;

import org.jspecify.annotations.NullMarked;
