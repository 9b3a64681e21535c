package io.peco4j.nn.weights;

import io.peco4j.api.problem.InvalidInputException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** An open file that is read at any place, by several threads. */
final class WeightChannel implements AutoCloseable {
    /** Bytes up to which a copy costs less than a mapping. */
    private static final long SMALL = 1 << 20;

    private final Path path;
    private final FileChannel channel;
    private final long size;

    private WeightChannel(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.size = channel.size();
    }

    /** Makes something of an open file. */
    @FunctionalInterface
    interface Opener<T> {
        T open(WeightChannel channel) throws IOException;
    }

    /**
     * Opens a file; it is closed again if nothing can be made of it.
     *
     * @throws InvalidInputException PECO-301 if the operating system does not let us read it
     */
    static <T> T open(Path path, Opener<T> opener) {
        try {
            if (Files.isDirectory(path)) {
                throw WeightFile.unreadable(path, "it is a folder");
            }
            FileChannel channel = FileChannel.open(path);
            try {
                return opener.open(new WeightChannel(path, channel));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw WeightFile.unreadable(path, "there is no such file");
        } catch (IOException e) {
            throw WeightFile.unreadable(path, String.valueOf(e.getMessage()));
        }
    }

    Path path() {
        return path;
    }

    /** Bytes in the file when it was opened. */
    long size() {
        return size;
    }

    /** Some bytes, little endian. */
    ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        fill(position, bytes);
        return bytes.flip();
    }

    /** Fills a buffer up to its limit. */
    void fill(long position, ByteBuffer target) throws IOException {
        long at = position;
        while (target.hasRemaining()) {
            int count = channel.read(target, at);
            if (count < 0) {
                throw new EOFException("the file ends early");
            }
            at += count;
        }
    }

    /**
     * A part of the file, little endian: small ones are read, large ones are mapped until nobody holds them any more.
     */
    ByteBuffer part(long position, long length) throws IOException {
        // Touching a mapping beyond the end of a file that has shrunk since it was opened would be a hard error.
        if (position > channel.size() - length) {
            throw new EOFException("the file ends early");
        }
        return length <= SMALL
                ? read(position, (int) length)
                : channel.map(MapMode.READ_ONLY, position, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** What lies in the file from a place on. */
    TensorBytes from(long start) {
        return new TensorBytes() {
            private long position = start;

            @Override
            public void fill(ByteBuffer target) throws IOException {
                int length = target.remaining();
                WeightChannel.this.fill(position, target);
                position += length;
            }

            @Override
            public void skip(long count) {
                position += count;
            }
        };
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
