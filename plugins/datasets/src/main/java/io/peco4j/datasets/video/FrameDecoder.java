package io.peco4j.datasets.video;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Packets to frames, on the calling thread: loaders decode many clips at once. Frames carry the {@code pts} of their
 * packets. Used by one thread; to be closed.
 */
final class FrameDecoder implements AutoCloseable {
    /** AV_FRAME_FLAG_CORRUPT, which the bindings lack. */
    private static final int CORRUPT = 1;

    private final AVCodecContext context;
    private AVFrame frame;
    private AVFrame before;

    /** @throws VideoException if FFmpeg has no decoder for it */
    FrameDecoder(AVCodecParameters parameters) throws VideoException {
        AVCodec codec = avcodec.avcodec_find_decoder(parameters.codec_id());
        if (codec == null || codec.isNull()) {
            throw new VideoException("no decoder for its codec, "
                    + avcodec.avcodec_get_name(parameters.codec_id()).getString());
        }
        this.context = avcodec.avcodec_alloc_context3(codec);
        this.frame = avutil.av_frame_alloc();
        this.before = avutil.av_frame_alloc();
        avcodec.avcodec_parameters_to_context(context, parameters);
        context.thread_count(1);
        context.flags(context.flags() | avcodec.AV_CODEC_FLAG_BITEXACT);
        int opened = avcodec.avcodec_open2(context, codec, (AVDictionary) null);
        if (opened < 0) {
            close();
            throw new VideoException("its decoder does not start: " + Ffmpeg.message(opened));
        }
    }

    /** Takes a packet. All frames that it yields are to be received before the next. */
    void send(AVPacket packet) throws VideoException {
        Ffmpeg.check(avcodec.avcodec_send_packet(context, packet), "damaged");
    }

    /** Says that there are no further packets: what was held back comes out. */
    void end() throws VideoException {
        Ffmpeg.check(avcodec.avcodec_send_packet(context, (AVPacket) null), "damaged");
    }

    /**
     * Gets the next frame in the order of display.
     *
     * @return false if the decoder needs a packet first, or is at its end
     */
    boolean receive() throws VideoException {
        AVFrame spare = before;
        int received = avcodec.avcodec_receive_frame(context, spare);
        if (received == avutil.AVERROR_EAGAIN() || received == avutil.AVERROR_EOF) {
            return false;
        }
        Ffmpeg.check(received, "damaged");
        before = frame;
        frame = spare;
        return true;
    }

    /** The frame that was received last. */
    AVFrame frame() {
        return frame;
    }

    /** The frame before it, until the decoder is asked for another one. */
    AVFrame before() {
        return before;
    }

    /** Whether parts of a frame are guessed. */
    static boolean isDamaged(AVFrame frame) {
        return frame.decode_error_flags() != 0 || (frame.flags() & CORRUPT) != 0;
    }

    /** Forgets all packets: the next one is a key frame's. */
    void flush() {
        avcodec.avcodec_flush_buffers(context);
    }

    @Override
    public void close() {
        avutil.av_frame_free(frame);
        avutil.av_frame_free(before);
        avcodec.avcodec_free_context(context);
    }
}
