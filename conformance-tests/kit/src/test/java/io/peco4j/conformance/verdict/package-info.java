/** Tests of the kit's own reading and reporting. */
@NullMarked
package io.peco4j.conformance.verdict;

import org.jspecify.annotations.NullMarked;
