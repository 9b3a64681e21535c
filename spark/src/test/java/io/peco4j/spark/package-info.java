/** Tests of what the bridge may see. */
@NullMarked
package io.peco4j.spark;

import org.jspecify.annotations.NullMarked;
