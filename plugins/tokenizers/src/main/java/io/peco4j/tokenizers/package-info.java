/** The plugin of bundled tokenizers and of the terms that train their codebooks. */
@NullMarked
package io.peco4j.tokenizers;

import org.jspecify.annotations.NullMarked;
