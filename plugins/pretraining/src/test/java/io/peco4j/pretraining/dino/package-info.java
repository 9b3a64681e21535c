/** Tests of DINO. */
@NullMarked
package io.peco4j.pretraining.dino;

import org.jspecify.annotations.NullMarked;
