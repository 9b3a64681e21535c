/**
 * The transformer: linear maps, layer norms, attention and MLP, and the pre-norm block that runs them as one kernel.
 */
@NullMarked
package io.peco4j.nn.transformer;

import org.jspecify.annotations.NullMarked;
