/** Runs the stages of a plan: makes components, trains and scores them, and leaves artifacts and a run record. */
@NullMarked
package io.peco4j.runtime.run;

import org.jspecify.annotations.NullMarked;
