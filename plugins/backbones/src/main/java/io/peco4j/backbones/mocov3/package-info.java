/** A vision transformer that was trained without labels, from a file or on the study's own pictures. */
@NullMarked
package io.peco4j.backbones.mocov3;

import org.jspecify.annotations.NullMarked;
