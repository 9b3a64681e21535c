/** From a study to a graph of stages with content keys, before anything runs. */
@NullMarked
package io.peco4j.runtime.plan;

import org.jspecify.annotations.NullMarked;
