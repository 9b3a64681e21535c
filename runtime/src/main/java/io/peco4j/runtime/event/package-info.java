/** What happens during a study, and who wants to know. */
@NullMarked
package io.peco4j.runtime.event;

import org.jspecify.annotations.NullMarked;
