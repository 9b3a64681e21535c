/** Whole studies at tiny sizes, from the description to the record of the run. */
@NullMarked
package io.peco4j.conformance.study;

import org.jspecify.annotations.NullMarked;
