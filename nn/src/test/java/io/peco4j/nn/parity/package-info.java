/** What tests of networks share: backward passes, contexts, comparison of tensors. */
@NullMarked
package io.peco4j.nn.parity;

import org.jspecify.annotations.NullMarked;
