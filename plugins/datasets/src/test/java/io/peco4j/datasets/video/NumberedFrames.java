package io.peco4j.datasets.video;

import io.peco4j.api.data.RgbImage;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** Grey frames that show their numbers as eight black or white fields, whatever a codec makes of them. */
final class NumberedFrames {
    /** Eight fields of 16 pixels. */
    static final int WIDTH = 128;

    static final int HEIGHT = 48;
    private static final int FIELD = 16;

    private NumberedFrames() {}

    /** Fields from left to right have the bits of the number, the lowest first; above is a dark stripe. */
    static AVFrame frame(int number, int format) {
        AVFrame frame = avutil.av_frame_alloc();
        frame.width(WIDTH).height(HEIGHT).format(format);
        avutil.av_frame_get_buffer(frame, 0);
        for (int y = 0; y < HEIGHT; y++) {
            BytePointer row = frame.data(0).getPointer((long) y * frame.linesize(0));
            for (int x = 0; x < WIDTH; x++) {
                boolean white = (number >> x / FIELD & 1) == 1 && y >= FIELD;
                row.put(x, (byte) (white ? 220 : 30));
            }
        }
        for (int plane = 1; plane < 3; plane++) {
            int rows = format == avutil.AV_PIX_FMT_YUV444P ? HEIGHT : HEIGHT / 2;
            BytePointer all = frame.data(plane);
            for (int i = 0; i < rows * frame.linesize(plane); i++) {
                all.put(i, (byte) 128);
            }
        }
        return frame;
    }

    /** The number that a picture shows. */
    static int number(RgbImage image) {
        int number = 0;
        for (int field = 0; field < WIDTH / FIELD; field++) {
            int pixel = 3 * ((HEIGHT - FIELD) * image.width() + field * FIELD + FIELD / 2);
            number |= (image.rgb()[pixel] & 0xff) > 128 ? 1 << field : 0;
        }
        return number;
    }

    static List<Integer> numbers(List<RgbImage> images) {
        return images.stream().map(NumberedFrames::number).toList();
    }
}
