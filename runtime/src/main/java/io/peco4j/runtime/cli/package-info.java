/** The command line: small commands over the services of the runtime. */
@NullMarked
package io.peco4j.runtime.cli;

import org.jspecify.annotations.NullMarked;
