/** What happens between a backward pass and the next forward one: clipping, the optimisers, moving averages. */
@NullMarked
package io.peco4j.nn.optim;

import org.jspecify.annotations.NullMarked;
