/** Tests of the benchmark's harness, with small cases. */
@NullMarked
package io.peco4j.bench;

import org.jspecify.annotations.NullMarked;
