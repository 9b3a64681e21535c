/** The kit, run on every component that comes with peco4j. */
@NullMarked
package io.peco4j.conformance.bundled;

import org.jspecify.annotations.NullMarked;
