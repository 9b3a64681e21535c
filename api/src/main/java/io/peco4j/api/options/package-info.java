/**
 * Annotations of options records: descriptions, defaults, ranges, presets. They drive parsing, messages and
 * documentation.
 */
@NullMarked
package io.peco4j.api.options;

import org.jspecify.annotations.NullMarked;
