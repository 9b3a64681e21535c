/** The host's half of the contract, with wrappers that check it, and with components that fail. */
@NullMarked
package io.peco4j.product.host;

import org.jspecify.annotations.NullMarked;
