/** Tests of the live page. */
@NullMarked
package io.peco4j.runtime.live;

import org.jspecify.annotations.NullMarked;
