/** Tests of masked image modelling. */
@NullMarked
package io.peco4j.pretraining.beit;

import org.jspecify.annotations.NullMarked;
