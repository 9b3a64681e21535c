package io.peco4j.datasets.video;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Writes a video whose frames show their numbers: see {@link NumberedFrames}.
 *
 * @param codec such as {@code mpeg4}
 * @param between B-frames between others
 * @param group frames from one key frame to the next
 * @param times of the frames, in units of 1/25 s
 * @param turned by how many degrees the picture is to be turned, clockwise
 */
record VideoWriter(String codec, int between, int group, List<Integer> times, int turned) {
    static VideoWriter of(String codec, int between, int group, int frames) {
        return new VideoWriter(
                codec,
                between,
                group,
                java.util.stream.IntStream.range(0, frames).boxed().toList(),
                0);
    }

    VideoWriter at(List<Integer> others) {
        return new VideoWriter(codec, between, group, others, turned);
    }

    VideoWriter turned(int degrees) {
        return new VideoWriter(codec, between, group, times, degrees);
    }

    /** Writes the file; its name says in which format. */
    Path write(Path file) throws VideoException {
        Ffmpeg.load();
        AVFormatContext format = new AVFormatContext(null);
        try (BytePointer name = new BytePointer(file.toString(), StandardCharsets.UTF_8)) {
            Ffmpeg.check(
                    avformat.avformat_alloc_output_context2(format, (AVOutputFormat) null, (BytePointer) null, name),
                    "format");
            AVCodecContext encoder = encoder(format);
            AVStream stream = avformat.avformat_new_stream(format, (AVCodec) null);
            stream.time_base(encoder.time_base());
            avcodec.avcodec_parameters_from_context(stream.codecpar(), encoder);
            turn(stream);
            AVIOContext io = new AVIOContext(null);
            Ffmpeg.check(avformat.avio_open(io, name, avformat.AVIO_FLAG_WRITE), "file");
            format.pb(io);
            Ffmpeg.check(avformat.avformat_write_header(format, (AVDictionary) null), "header");
            write(format, stream, encoder);
            Ffmpeg.check(avformat.av_write_trailer(format), "trailer");
            avformat.avio_closep(io);
            avcodec.avcodec_free_context(encoder);
        } finally {
            avformat.avformat_free_context(format);
        }
        return file;
    }

    private AVCodecContext encoder(AVFormatContext format) throws VideoException {
        AVCodec found = avcodec.avcodec_find_encoder_by_name(codec);
        AVCodecContext encoder = avcodec.avcodec_alloc_context3(found);
        encoder.width(NumberedFrames.WIDTH);
        encoder.height(NumberedFrames.HEIGHT);
        encoder.pix_fmt(codec.equals("ffv1") ? avutil.AV_PIX_FMT_YUV444P : avutil.AV_PIX_FMT_YUV420P);
        encoder.time_base(new AVRational().num(1).den(25));
        encoder.framerate(new AVRational().num(25).den(1));
        encoder.gop_size(group);
        encoder.max_b_frames(between);
        encoder.bit_rate(400_000);
        encoder.thread_count(1);
        if ((format.oformat().flags() & avformat.AVFMT_GLOBALHEADER) != 0) {
            encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
        }
        avutil.av_opt_set(encoder.priv_data(), "cpu-used", "8", 0);
        Ffmpeg.check(avcodec.avcodec_open2(encoder, found, (AVDictionary) null), codec);
        return encoder;
    }

    private void turn(AVStream stream) {
        if (turned != 0) {
            int[] matrix = new int[9];
            avutil.av_display_rotation_set(matrix, turned);
            AVPacketSideData side = new AVPacketSideData(null);
            try (IntPointer count = new IntPointer(1)) {
                count.put(0);
                AVPacketSideData made = avcodec.av_packet_side_data_new(
                        side, count, avcodec.AV_PKT_DATA_DISPLAYMATRIX, 4L * matrix.length, 0);
                new IntPointer(made.data()).put(matrix);
                stream.codecpar().coded_side_data(new AVPacketSideData((Pointer) made));
                stream.codecpar().nb_coded_side_data(count.get());
            }
        }
    }

    private void write(AVFormatContext format, AVStream stream, AVCodecContext encoder) throws VideoException {
        AVPacket packet = avcodec.av_packet_alloc();
        for (int i = 0; i <= times.size(); i++) {
            if (i < times.size()) {
                AVFrame frame = NumberedFrames.frame(i, encoder.pix_fmt());
                frame.pts(times.get(i));
                frame.duration(1);
                Ffmpeg.check(avcodec.avcodec_send_frame(encoder, frame), "frame");
                avutil.av_frame_free(frame);
            } else {
                Ffmpeg.check(avcodec.avcodec_send_frame(encoder, (AVFrame) null), "end");
            }
            while (avcodec.avcodec_receive_packet(encoder, packet) >= 0) {
                packet.stream_index(0);
                packet.duration(1);
                avcodec.av_packet_rescale_ts(packet, encoder.time_base(), stream.time_base());
                Ffmpeg.check(avformat.av_interleaved_write_frame(format, packet), "packet");
            }
        }
        avcodec.av_packet_free(packet);
    }
}
