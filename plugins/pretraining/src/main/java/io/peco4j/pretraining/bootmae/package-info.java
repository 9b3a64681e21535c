/** Bootstrapped masked autoencoders, trained from pixels and from the features of a momentum teacher. */
@NullMarked
package io.peco4j.pretraining.bootmae;

import org.jspecify.annotations.NullMarked;
