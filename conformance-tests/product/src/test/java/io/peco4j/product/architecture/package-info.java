/** Rules that all modules keep. */
@NullMarked
package io.peco4j.product.architecture;

import org.jspecify.annotations.NullMarked;
