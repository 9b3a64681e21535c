/** Videos by FFmpeg: single frames of files, decoded when they are asked for. Nothing else knows FFmpeg. */
@NullMarked
package io.peco4j.datasets.video;

import org.jspecify.annotations.NullMarked;
