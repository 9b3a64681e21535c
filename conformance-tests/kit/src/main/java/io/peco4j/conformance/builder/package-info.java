/** Builders of the study language against the options of the components that they describe. */
@NullMarked
package io.peco4j.conformance.builder;

import org.jspecify.annotations.NullMarked;
