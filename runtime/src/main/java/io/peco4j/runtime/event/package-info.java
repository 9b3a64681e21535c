/** Events of a running study, and their listeners. */
@NullMarked
package io.peco4j.runtime.event;

import org.jspecify.annotations.NullMarked;
