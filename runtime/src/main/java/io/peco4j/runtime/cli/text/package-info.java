/** What commands print with: tables and JSON. */
@NullMarked
package io.peco4j.runtime.cli.text;

import org.jspecify.annotations.NullMarked;
