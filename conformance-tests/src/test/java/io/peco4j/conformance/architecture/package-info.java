/** Rules that all modules keep. */
@NullMarked
package io.peco4j.conformance.architecture;

import org.jspecify.annotations.NullMarked;
