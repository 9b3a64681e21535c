/** What lies in a folder that people fill, whatever else their systems leave there. */
@NullMarked
package io.peco4j.nn.folder;

import org.jspecify.annotations.NullMarked;
