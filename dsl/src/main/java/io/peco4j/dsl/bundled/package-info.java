/** Builders of the bundled components; studies get them from {@link io.peco4j.dsl.Components}. */
@CheckReturnValue
@NullMarked
package io.peco4j.dsl.bundled;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
