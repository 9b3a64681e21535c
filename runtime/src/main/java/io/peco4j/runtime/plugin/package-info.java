/** Finds, checks and loads plugins, and makes the components that they register. */
@NullMarked
package io.peco4j.runtime.plugin;

import org.jspecify.annotations.NullMarked;
