/** Components that are broken on purpose, one for each rule, and the test that the kit finds them out. */
@NullMarked
package io.peco4j.conformance.mutant;

import org.jspecify.annotations.NullMarked;
