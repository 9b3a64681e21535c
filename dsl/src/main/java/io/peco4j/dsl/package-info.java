/** The study language: immutable descriptions of experiments, in Java or as a HOCON file. */
@CheckReturnValue
@NullMarked
package io.peco4j.dsl;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
