/** Tests of what all networks have in common. */
@NullMarked
package io.peco4j.nn;

import org.jspecify.annotations.NullMarked;
