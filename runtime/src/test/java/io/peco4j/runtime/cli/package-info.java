/** Tests of the command line. */
@NullMarked
package io.peco4j.runtime.cli;

import org.jspecify.annotations.NullMarked;
