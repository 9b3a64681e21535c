/** Studies to run and to start from: each class has a method {@code study()} and nothing else. */
@NullMarked
package io.peco4j.examples;

import org.jspecify.annotations.NullMarked;
