/** The report's pages in a real browser. */
@NullMarked
package io.peco4j.product.page;

import org.jspecify.annotations.NullMarked;
