package io.peco4j.datasets.video;

import io.peco4j.api.data.RgbImage;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Decodes single frames of a file that was just opened, in ascending order: from the last key frame before each, unless
 * that lies behind already. Used by one thread; to be closed, which leaves the file open.
 */
final class FrameReader implements AutoCloseable {
    private final VideoFile file;
    private final FrameIndex index;
    private final int[] numbers;
    private final FrameDecoder decoder;
    private final RgbPictures pictures;

    /** The packet that the decoder gets next. */
    private int next;

    /** Whether it was read from the file already. */
    private boolean pending;

    /** The frame that the decoder gave last; -1 if it gave none since it began at a key frame. */
    private int last = -1;

    private boolean ended;

    FrameReader(VideoFile file, FrameIndex index) throws VideoException {
        this.file = file;
        this.index = index;
        this.numbers = index.numbers();
        this.decoder = new FrameDecoder(file.parameters());
        this.pictures =
                new RgbPictures(file.parameters().width(), file.parameters().height(), file.orientation());
    }

    /**
     * A frame. One that the codec leaves out, because nothing moves, is the one before it.
     *
     * @param number above those that were read before
     */
    RgbImage read(int number) throws VideoException {
        int start = index.start(number);
        if (start > next) {
            begin(start);
        }
        int before = last;
        while (last < number) {
            before = last;
            if (!advance()) {
                break;
            }
        }
        if (last < 0 || (last > number && before < 0)) {
            throw new VideoException("damaged: frame " + number + " cannot be decoded");
        }
        AVFrame frame = last > number ? decoder.before() : decoder.frame();
        if (FrameDecoder.isDamaged(frame)) {
            throw new VideoException("damaged: frame " + number + " cannot be decoded as a whole");
        }
        return pictures.of(frame);
    }

    /** How many frames there are, found by decoding all; nothing can be read afterwards. */
    int count() throws VideoException {
        while (advance()) {
            // counted in last
        }
        return last + 1;
    }

    private void begin(int packet) throws VideoException {
        decoder.flush();
        last = -1;
        next = packet;
        pending = true;
        boolean found =
                file.seek(index.time(packet)) && readUpTo(packet) || file.seek(index.time(0)) && readUpTo(packet);
        if (!found) {
            throw new VideoException("damaged: its packet " + packet + " is not found again");
        }
    }

    private boolean readUpTo(int packet) throws VideoException {
        int found = file.next() ? index.at(file.packet().pos()) : -1;
        while (found >= 0 && found < packet) {
            found = file.next() ? found + 1 : -1;
        }
        return found == packet;
    }

    /** The next frame in the order of display; false if there is none. */
    private boolean advance() throws VideoException {
        while (true) {
            if (decoder.receive()) {
                int number = index.exact() ? (int) decoder.frame().pts() : last + 1;
                if (number > last) {
                    last = number;
                    return true;
                }
            } else if (ended) {
                return false;
            } else if (pending || file.next()) {
                file.packet().pts(numbers[next]);
                file.packet().dts(avutil.AV_NOPTS_VALUE);
                decoder.send(file.packet());
                pending = false;
                next++;
            } else {
                decoder.end();
                ended = true;
            }
        }
    }

    @Override
    public void close() {
        pictures.close();
        decoder.close();
    }
}
