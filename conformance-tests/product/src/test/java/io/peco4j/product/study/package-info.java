/** Whole studies at tiny sizes, from the description to the record of the run. */
@NullMarked
package io.peco4j.product.study;

import org.jspecify.annotations.NullMarked;
