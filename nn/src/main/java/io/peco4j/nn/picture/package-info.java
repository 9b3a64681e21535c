/** Pictures: from the bytes of a file to 8-bit RGB, or a clear word why not; sheets of them; to tensors and back. */
@NullMarked
package io.peco4j.nn.picture;

import org.jspecify.annotations.NullMarked;
