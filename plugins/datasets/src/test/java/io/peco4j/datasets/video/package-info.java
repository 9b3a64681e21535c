/** Videos of several kinds, written by FFmpeg's encoders, and what is read of them. */
@NullMarked
package io.peco4j.datasets.video;

import org.jspecify.annotations.NullMarked;
