/** Tests of transformers over videos. */
@NullMarked
package io.peco4j.nn.video;

import org.jspecify.annotations.NullMarked;
