/** The vision transformer as an encoder that studies name: {@code vit}. */
@NullMarked
package io.peco4j.pretraining.vit;

import org.jspecify.annotations.NullMarked;
