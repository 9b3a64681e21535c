/** Runs the stages of a plan as they become ready: who runs one, in which process, and what is done when that is lost. */
@NullMarked
package io.peco4j.runtime.launch;

import org.jspecify.annotations.NullMarked;
