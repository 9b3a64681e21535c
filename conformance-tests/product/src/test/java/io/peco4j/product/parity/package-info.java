/** Our networks, losses and metrics against numbers of the original implementations. */
@NullMarked
package io.peco4j.product.parity;

import org.jspecify.annotations.NullMarked;
