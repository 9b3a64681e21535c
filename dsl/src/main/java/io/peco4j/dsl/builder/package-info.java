/** What builders of components are made of, bundled ones and those of others. */
@CheckReturnValue
@NullMarked
package io.peco4j.dsl.builder;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
