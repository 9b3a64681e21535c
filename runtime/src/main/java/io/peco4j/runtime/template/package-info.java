/** Makes the project of a new plugin: what {@code plugins new} writes. */
@NullMarked
package io.peco4j.runtime.template;

import org.jspecify.annotations.NullMarked;
