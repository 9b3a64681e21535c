/** Which patches a pretraining hides: masks that are drawn anew for each picture. */
@NullMarked
package io.peco4j.nn.mask;

import org.jspecify.annotations.NullMarked;
