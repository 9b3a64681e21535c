/** Tests of the commands from end to end, with all bundled components. */
@NullMarked
package io.peco4j.product.command;

import org.jspecify.annotations.NullMarked;
