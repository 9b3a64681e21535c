/** What was written becomes an options record, or a list of problems; and back. */
@NullMarked
package io.peco4j.dsl.options;

import org.jspecify.annotations.NullMarked;
