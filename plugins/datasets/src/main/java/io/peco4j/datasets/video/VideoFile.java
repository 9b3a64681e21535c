package io.peco4j.datasets.video;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** An open video file: the packets of its video stream, one after the other. Used by one thread; to be closed. */
final class VideoFile implements AutoCloseable {
    private static final double USUAL_RATE = 25;

    /** Others, such as playlists, name further files. */
    private static final String FORMATS =
            "avi,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpeg,mpegvideo,mpegts,asf,flv,ogg,h264,hevc,ivf,m4v";

    private final AVFormatContext format;
    private final AVPacket packet;
    private final AVStream stream;

    private VideoFile(AVFormatContext format, AVStream stream) {
        this.format = format;
        this.stream = stream;
        this.packet = avcodec.av_packet_alloc();
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws VideoException if it is no video
     */
    static VideoFile open(Path file) throws VideoException {
        Ffmpeg.load();
        AVFormatContext format = new AVFormatContext(null);
        AVDictionary options = new AVDictionary(null);
        try (BytePointer address = new BytePointer("file:" + file.toAbsolutePath(), StandardCharsets.UTF_8)) {
            avutil.av_dict_set(options, "protocol_whitelist", "file", 0);
            avutil.av_dict_set(options, "format_whitelist", FORMATS, 0);
            int opened = avformat.avformat_open_input(format, address, (AVInputFormat) null, options);
            if (opened < 0) {
                throw new VideoException("not a video: " + Ffmpeg.message(opened));
            }
        } finally {
            avutil.av_dict_free(options);
        }
        try {
            return new VideoFile(format, stream(format));
        } catch (VideoException e) {
            avformat.avformat_close_input(format);
            throw e;
        }
    }

    private static AVStream stream(AVFormatContext format) throws VideoException {
        Ffmpeg.check(avformat.avformat_find_stream_info(format, (PointerPointer<?>) null), "its streams are unknown");
        int best = avformat.av_find_best_stream(format, avutil.AVMEDIA_TYPE_VIDEO, -1, -1, (PointerPointer<?>) null, 0);
        // A song may have a picture of its sleeve.
        if (best < 0 || (format.streams(best).disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0) {
            throw new VideoException("it has no video stream");
        }
        for (int i = 0; i < format.nb_streams(); i++) {
            format.streams(i).discard(i == best ? avcodec.AVDISCARD_DEFAULT : avcodec.AVDISCARD_ALL);
        }
        AVStream stream = format.streams(best);
        if (stream.codecpar().width() < 1 || stream.codecpar().height() < 1) {
            throw new VideoException("its pictures have no size: no frame of its video stream can be read");
        }
        return stream;
    }

    /** What a decoder has to know. */
    AVCodecParameters parameters() {
        return stream.codecpar();
    }

    /** How its pictures are to be turned. */
    Orientation orientation() {
        return Orientation.of(stream.codecpar());
    }

    /** Frames a second on average, above 0. */
    double rate() {
        for (AVRational rate : new AVRational[] {stream.avg_frame_rate(), stream.r_frame_rate()}) {
            if (rate.num() > 0 && rate.den() > 0) {
                return avutil.av_q2d(rate);
            }
        }
        return USUAL_RATE;
    }

    /** Whether packets tell when they are decoded but not when they are shown, and the two may differ. */
    boolean hidesOrder() {
        return isAvi() && stream.codecpar().video_delay() > 0;
    }

    /** How many packets with something in them the header lists; 0 if it does not. AVI lists dropped frames, too. */
    int listed() {
        return isAvi() ? 0 : avformat.avformat_index_get_entries_count(stream);
    }

    /** How many frames the header says that there are, dropped ones among them; 0 if it does not. */
    long stated() {
        return stream.nb_frames();
    }

    private boolean isAvi() {
        return format.iformat().name().getString().equals("avi");
    }

    /** The packet that was read last. */
    AVPacket packet() {
        return packet;
    }

    /**
     * Reads the next packet that holds something.
     *
     * @return false at the end
     * @throws VideoException if the file cannot be read on
     */
    boolean next() throws VideoException {
        while (true) {
            avcodec.av_packet_unref(packet);
            int read = avformat.av_read_frame(format, packet);
            if (read == avutil.AVERROR_EOF) {
                return false;
            }
            Ffmpeg.check(read, "it cannot be read to its end");
            if (packet.stream_index() == stream.index() && packet.size() > 0) {
                return true;
            }
        }
    }

    /** Goes to a packet of that time or an earlier one, as exactly as the format can; whether it went at all. */
    boolean seek(long time) {
        return avformat.av_seek_frame(format, stream.index(), time, avformat.AVSEEK_FLAG_BACKWARD) >= 0;
    }

    @Override
    public void close() {
        avcodec.av_packet_free(packet);
        avformat.avformat_close_input(format);
    }
}
