/** Tests of what all networks are made of. */
@NullMarked
package io.peco4j.nn;

import org.jspecify.annotations.NullMarked;
