/** Tests of masked autoencoders. */
@NullMarked
package io.peco4j.nn.mae;

import org.jspecify.annotations.NullMarked;
