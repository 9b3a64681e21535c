/** Documentation against the code. */
@NullMarked
package io.peco4j.conformance.docs;

import org.jspecify.annotations.NullMarked;
