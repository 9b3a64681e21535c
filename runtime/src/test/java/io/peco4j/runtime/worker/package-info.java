/** Tests of how workers sum and talk, without networks. */
@NullMarked
package io.peco4j.runtime.worker;

import org.jspecify.annotations.NullMarked;
