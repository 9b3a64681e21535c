package io.peco4j.datasets.video;

import io.peco4j.api.data.RgbImage;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Decoded frames as pictures, by the same arithmetic on every processor. Colours are those that the stream states, and
 * of ITU-R BT.601 where it states none. Used by one thread; to be closed.
 */
final class RgbPictures implements AutoCloseable {
    private static final int FLAGS =
            swscale.SWS_BILINEAR | swscale.SWS_FULL_CHR_H_INT | swscale.SWS_ACCURATE_RND | swscale.SWS_BITEXACT;
    private static final int ALIGNMENT = 64;
    private static final int ONE = 1 << 16;

    private final int width;
    private final int height;
    private final Orientation orientation;
    private final int stride;
    private final BytePointer pixels;
    private final PointerPointer<BytePointer> planes;
    private final IntPointer strides;
    private SwsContext context = new SwsContext(null);

    /**
     * Pictures of a stream.
     *
     * @param width of decoded pictures; frames of another size are resized
     */
    RgbPictures(int width, int height, Orientation orientation) {
        this.width = width;
        this.height = height;
        this.orientation = orientation;
        this.stride = (3 * width + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        this.pixels = new BytePointer((long) stride * height + ALIGNMENT);
        this.planes = new PointerPointer<>(pixels, null, null, null);
        this.strides = new IntPointer(stride, 0, 0, 0);
    }

    /** The picture, upright. */
    RgbImage of(AVFrame frame) throws VideoException {
        context = swscale.sws_getCachedContext(
                context,
                frame.width(),
                frame.height(),
                frame.format(),
                width,
                height,
                avutil.AV_PIX_FMT_RGB24,
                FLAGS,
                (SwsFilter) null,
                (SwsFilter) null,
                (DoublePointer) null);
        if (context == null || context.isNull()) {
            throw new VideoException("its pictures are in a form that cannot be converted");
        }
        // Says no to pictures that are RGB already.
        swscale.sws_setColorspaceDetails(
                context,
                swscale.sws_getCoefficients(frame.colorspace()),
                frame.color_range() == avutil.AVCOL_RANGE_JPEG ? 1 : 0,
                swscale.sws_getCoefficients(swscale.SWS_CS_DEFAULT),
                1,
                0,
                ONE,
                ONE);
        swscale.sws_scale(context, frame.data(), frame.linesize(), 0, frame.height(), planes, strides);
        byte[] rgb = new byte[3 * width * height];
        for (int row = 0; row < height; row++) {
            pixels.position((long) row * stride).get(rgb, 3 * width * row, 3 * width);
        }
        pixels.position(0);
        return orientation.upright(new RgbImage(width, height, rgb));
    }

    @Override
    public void close() {
        if (context != null) {
            swscale.sws_freeContext(context);
        }
        strides.close();
        planes.close();
        pixels.close();
    }
}
