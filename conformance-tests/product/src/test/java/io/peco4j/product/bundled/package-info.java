/** The conformance kit, run over every bundled component. */
@NullMarked
package io.peco4j.product.bundled;

import org.jspecify.annotations.NullMarked;
