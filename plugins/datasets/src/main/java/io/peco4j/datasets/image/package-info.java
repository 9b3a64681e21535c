/** From the bytes of a file to a picture in 8-bit RGB, or a clear word why not. */
@NullMarked
package io.peco4j.datasets.image;

import org.jspecify.annotations.NullMarked;
