/** Where studies come from: Java sources compiled in memory, HOCON files, bundled studies by name. */
@NullMarked
package io.peco4j.runtime.source;

import org.jspecify.annotations.NullMarked;
