/** Studies on class maps, objects and clips, with components that learn nothing. */
@NullMarked
package io.peco4j.conformance.study;

import org.jspecify.annotations.NullMarked;
