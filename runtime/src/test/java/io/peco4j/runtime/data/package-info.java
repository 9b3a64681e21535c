/** Tests of the loader. */
@NullMarked
package io.peco4j.runtime.data;

import org.jspecify.annotations.NullMarked;
