/** Tests of the engine's start and of the choice of precision. */
@NullMarked
package io.peco4j.runtime.engine;

import org.jspecify.annotations.NullMarked;
