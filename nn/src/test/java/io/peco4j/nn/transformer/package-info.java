/** Tests of the transformer. */
@NullMarked
package io.peco4j.nn.transformer;

import org.jspecify.annotations.NullMarked;
