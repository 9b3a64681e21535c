/** What tests of networks share: reference numbers, a context, comparison of tensors. */
@NullMarked
package io.peco4j.nn.parity;

import org.jspecify.annotations.NullMarked;
