/** Tests of the vision transformer. */
@NullMarked
package io.peco4j.nn.vit;

import org.jspecify.annotations.NullMarked;
