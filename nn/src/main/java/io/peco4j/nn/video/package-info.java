/** Transformers over videos: TimeSformer. */
@NullMarked
package io.peco4j.nn.video;

import org.jspecify.annotations.NullMarked;
