/** Typed options: one record says names, defaults, ranges and descriptions, and drives parsing, validation and documentation. */
@NullMarked
package io.peco4j.api.options;

import org.jspecify.annotations.NullMarked;
