/** Tests of clipping, AdamW and moving averages. */
@NullMarked
package io.peco4j.nn.optim;

import org.jspecify.annotations.NullMarked;
