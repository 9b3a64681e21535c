/** Starts the tensor engine, offline and with a known number of threads; says what this machine can do. */
@NullMarked
package io.peco4j.runtime.engine;

import org.jspecify.annotations.NullMarked;
