/** Data sets that are broken on purpose, beside a small one that keeps all rules. */
@NullMarked
package io.peco4j.conformance.mutant.dataset;

import org.jspecify.annotations.NullMarked;
