package io.peco4j.conformance.pictures;

import io.peco4j.api.data.RgbImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A video in the plainest format that all players know: AVI without compression, one chunk a frame, and an index. */
final class AviFile {
    private static final int HAS_INDEX = 0x10;
    private static final int KEY_FRAME = 0x10;
    private static final int BITS = 24;

    private AviFile() {}

    /**
     * The bytes of the file.
     *
     * @param frames at least one, all of one size
     * @param rate frames a second
     */
    static byte[] of(List<RgbImage> frames, int rate) {
        int width = frames.get(0).width();
        int height = frames.get(0).height();
        int stride = (3 * width + 3) / 4 * 4;
        int size = stride * height;
        byte[] main = numbers(
                1_000_000 / rate, size * rate, 0, HAS_INDEX, frames.size(), 0, 1, size, width, height, 0, 0, 0, 0);
        byte[] stream = joined(
                text("vidsDIB "),
                numbers(0, 0, 0, 1, rate, 0, frames.size(), size, -1, 0),
                ByteBuffer.allocate(8).array());
        byte[] format = joined(numbers(40, width, height), numbers(1 | BITS << 16), numbers(0, size, 0, 0, 0, 0));
        byte[] header = list(
                "hdrl",
                joined(chunk("avih", main), list("strl", joined(chunk("strh", stream), chunk("strf", format)))));
        ByteBuffer pictures = ByteBuffer.allocate(frames.size() * (8 + size));
        ByteBuffer index = ByteBuffer.allocate(frames.size() * 16).order(ByteOrder.LITTLE_ENDIAN);
        for (RgbImage frame : frames) {
            index.put(text("00db"))
                    .putInt(KEY_FRAME)
                    .putInt(4 + pictures.position())
                    .putInt(size);
            pictures.put(chunk("00db", rows(frame, stride)));
        }
        byte[] body = joined(text("AVI "), header, list("movi", pictures.array()), chunk("idx1", index.array()));
        return chunk("RIFF", body);
    }

    /** Blue, green, red; the lowest row first. */
    private static byte[] rows(RgbImage frame, int stride) {
        byte[] rows = new byte[stride * frame.height()];
        for (int y = 0; y < frame.height(); y++) {
            int to = (frame.height() - 1 - y) * stride;
            for (int i = 0; i < 3 * frame.width(); i += 3) {
                for (int c = 0; c < 3; c++) {
                    rows[to + i + c] = frame.rgb()[3 * y * frame.width() + i + 2 - c];
                }
            }
        }
        return rows;
    }

    private static byte[] list(String name, byte[] content) {
        return chunk("LIST", joined(text(name), content));
    }

    private static byte[] chunk(String name, byte[] content) {
        return joined(text(name), numbers(content.length), content, new byte[content.length % 2]);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] numbers(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return bytes.array();
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }
}
