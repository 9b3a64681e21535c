/** Small components with known behaviour, which the kit gives to those that work on others. */
@NullMarked
package io.peco4j.conformance.stub;

import org.jspecify.annotations.NullMarked;
