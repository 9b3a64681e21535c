/** Tests of masked autoencoders. */
@NullMarked
package io.peco4j.pretraining.mae;

import org.jspecify.annotations.NullMarked;
