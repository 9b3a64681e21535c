package io.peco4j.product.architecture.planted.datasets.video;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Knows FFmpeg, as its package may. */
public interface Footage {
    /** One of its types. */
    AVFrame frame();
}
