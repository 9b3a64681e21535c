/**
 * How a jar contributes components: the module that it names, the ids that it registers, the level that it was built
 * for.
 */
@NullMarked
package io.peco4j.api.plugin;

import org.jspecify.annotations.NullMarked;
