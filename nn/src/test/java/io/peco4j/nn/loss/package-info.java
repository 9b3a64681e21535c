/** Tests of losses and mixing. */
@NullMarked
package io.peco4j.nn.loss;

import org.jspecify.annotations.NullMarked;
