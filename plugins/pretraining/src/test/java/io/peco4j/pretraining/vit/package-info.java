/** Tests of the encoder component. */
@NullMarked
package io.peco4j.pretraining.vit;

import org.jspecify.annotations.NullMarked;
