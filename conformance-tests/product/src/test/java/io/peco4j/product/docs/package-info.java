/** Documentation against the code. */
@NullMarked
package io.peco4j.product.docs;

import org.jspecify.annotations.NullMarked;
