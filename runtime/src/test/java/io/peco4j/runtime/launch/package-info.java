/** Tests of running stages: in order, at once, again. */
@NullMarked
package io.peco4j.runtime.launch;

import org.jspecify.annotations.NullMarked;
