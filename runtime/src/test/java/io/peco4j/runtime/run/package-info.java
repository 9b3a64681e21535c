/** Tests of running a study. */
@NullMarked
package io.peco4j.runtime.run;

import org.jspecify.annotations.NullMarked;
