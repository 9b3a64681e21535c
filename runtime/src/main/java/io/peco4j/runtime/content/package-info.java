/** What is in files: digests of their contents, remembered so that nothing is read twice without need. */
@NullMarked
package io.peco4j.runtime.content;

import org.jspecify.annotations.NullMarked;
