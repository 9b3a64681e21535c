/** Downstream tasks, and the module that registers them. */
@NullMarked
package io.peco4j.tasks;

import org.jspecify.annotations.NullMarked;
