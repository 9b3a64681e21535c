/** The report of a run that goes on, for a browser on the same machine. */
@NullMarked
package io.peco4j.runtime.live;

import org.jspecify.annotations.NullMarked;
