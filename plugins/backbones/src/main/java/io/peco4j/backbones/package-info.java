/** The plugin of bundled perceptual backbones: networks whose features measure how similar two pictures are. */
@NullMarked
package io.peco4j.backbones;

import org.jspecify.annotations.NullMarked;
