/** Tests of what the kit writes for data sets. */
@NullMarked
package io.peco4j.conformance.pictures;

import org.jspecify.annotations.NullMarked;
