/** How texts that come out of weight files are shown to a user. */
@NullMarked
package io.peco4j.nn.weights.text;

import org.jspecify.annotations.NullMarked;
