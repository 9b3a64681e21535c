/** Tests of attacks on classifiers. */
@NullMarked
package io.peco4j.nn.attack;

import org.jspecify.annotations.NullMarked;
