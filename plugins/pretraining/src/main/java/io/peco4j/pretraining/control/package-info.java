/** The control of a comparison, which pretrains nothing: {@code none}. */
@NullMarked
package io.peco4j.pretraining.control;

import org.jspecify.annotations.NullMarked;
