/** The study language: immutable descriptions of experiments, in Java or as a HOCON file. */
@NullMarked
package io.peco4j.api.dsl;

import org.jspecify.annotations.NullMarked;
