/** Finished stages on disk, found by the hash of what determines them; and in stores that runs share. */
@NullMarked
package io.peco4j.runtime.store;

import org.jspecify.annotations.NullMarked;
