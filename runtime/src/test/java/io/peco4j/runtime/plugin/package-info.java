/** Tests of plugin loading. */
@NullMarked
package io.peco4j.runtime.plugin;

import org.jspecify.annotations.NullMarked;
