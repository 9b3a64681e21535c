/** Tests of the product as a whole: what no module can test by itself. */
@NullMarked
package io.peco4j.product;

import org.jspecify.annotations.NullMarked;
