/** Runs the stages of a plan when they are ready: in which process, how many at once, and again when one is lost. */
@NullMarked
package io.peco4j.runtime.launch;

import org.jspecify.annotations.NullMarked;
