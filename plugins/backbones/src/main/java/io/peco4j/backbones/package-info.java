/** The plugin of bundled perceptual backbones: networks whose features say how alike two pictures are. */
@NullMarked
package io.peco4j.backbones;

import org.jspecify.annotations.NullMarked;
