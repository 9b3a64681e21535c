package io.peco4j.datasets.video;

import io.peco4j.api.data.Frames;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.UnreadableExampleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The frames of a video file: AVI, MP4, MOV, WebM and others, by whatever codec FFmpeg knows. Frame n is the n-th in the
 * order of display, of any frame rate, turned upright as the file asks for.
 *
 * <p>Every call opens the file, decodes from the key frame before what is wanted, and closes all; nothing is shared
 * between threads.
 */
public final class VideoFrames implements Frames {
    private final Path file;
    private final String name;
    private final FrameIndex index;
    private final int count;
    private final double rate;
    private final int width;
    private final int height;

    private VideoFrames(Path file, String name, FrameIndex index, int count, VideoFile open) {
        boolean swaps = open.orientation().swaps();
        this.file = file;
        this.name = name;
        this.index = index;
        this.count = count;
        this.rate = open.rate();
        this.width = swaps ? open.parameters().height() : open.parameters().width();
        this.height = swaps ? open.parameters().width() : open.parameters().height();
    }

    /**
     * Reads the packets of a file, and decodes none of them where they tell the order of their frames.
     *
     * @param name of the file in messages
     * @throws UnreadableExampleException if it is no video, is damaged or cut off
     */
    public static VideoFrames of(Path file, String name) {
        try (VideoFile open = VideoFile.open(file)) {
            checkLength(file);
            FrameIndex index = FrameIndex.of(open);
            if (RiffLength.isMissed(file)) {
                index.require(open.stated());
            }
            int count = index.exact() ? index.shown().size() : decoded(file, index);
            return new VideoFrames(file, name, index, count, open);
        } catch (IOException e) {
            throw unreadable(name, new VideoException("it cannot be read: " + e.getMessage()));
        } catch (VideoException e) {
            throw unreadable(name, e);
        }
    }

    /**
     * Reads the header of a file only.
     *
     * @throws VideoException if it is no video, or its header is damaged
     */
    public static void probe(Path file) throws VideoException {
        VideoFile.open(file).close();
    }

    private static void checkLength(Path file) throws VideoException {
        try {
            long length = Files.size(file);
            long stated = MatroskaLength.of(file).orElse(length);
            if (length < stated) {
                throw new VideoException("cut off: " + length + " of " + stated + " bytes are there");
            }
        } catch (IOException e) {
            throw new VideoException("it cannot be read: " + e.getMessage());
        }
    }

    private static int decoded(Path file, FrameIndex index) throws VideoException {
        try (VideoFile open = VideoFile.open(file);
                FrameReader reader = new FrameReader(open, index)) {
            return reader.count();
        }
    }

    private static UnreadableExampleException unreadable(String name, VideoException cause) {
        return new UnreadableExampleException(name + ": " + cause.getMessage(), cause);
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public double rate() {
        return rate;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public List<RgbImage> read(int... numbers) {
        Arrays.stream(numbers).forEach(number -> Objects.checkIndex(number, count));
        Map<Integer, RgbImage> found = new TreeMap<>();
        try (VideoFile open = VideoFile.open(file);
                FrameReader reader = new FrameReader(open, index)) {
            for (int number : Arrays.stream(numbers).sorted().distinct().toArray()) {
                found.put(number, reader.read(number));
            }
        } catch (VideoException e) {
            throw unreadable(name, e);
        }
        return Arrays.stream(numbers)
                .mapToObj(found::get)
                .map(Objects::requireNonNull)
                .toList();
    }
}
