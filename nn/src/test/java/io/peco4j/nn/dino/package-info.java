/** Tests of the parts of DINO. */
@NullMarked
package io.peco4j.nn.dino;

import org.jspecify.annotations.NullMarked;
