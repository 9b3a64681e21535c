package io.peco4j.nn.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.problem.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An open file in the safetensors format: a JSON header, then raw little-endian tensors.
 *
 * <p>The header is checked before anything in it is used. Tensors are mapped into memory when they are read, in
 * portions, so that files and tensors may be larger than 2 GB.
 */
public final class SafetensorsFile implements WeightFile {
    private final Path path;
    private final FileChannel channel;
    private final SafetensorsHeader header;
    private final Map<String, TensorInfo> tensors;

    private SafetensorsFile(Path path, FileChannel channel, SafetensorsHeader header) {
        this.path = path;
        this.channel = channel;
        this.header = header;
        Map<String, TensorInfo> infos = new LinkedHashMap<>();
        header.entries().forEach((name, entry) -> infos.put(name, entry.info()));
        this.tensors = Collections.unmodifiableMap(infos);
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws InvalidInputException PECO-301 if it cannot be read, PECO-302 if it is damaged or holds a number format
     *     that is not a {@link StoredType}
     */
    public static SafetensorsFile open(Path path) {
        try {
            FileChannel channel = FileChannel.open(path);
            try {
                return new SafetensorsFile(path, channel, SafetensorsHeader.read(path, channel));
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

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    @Override
    public Map<String, String> metadata() {
        return header.metadata();
    }

    @Override
    public NDArray read(String name, NDManager manager) {
        SafetensorsHeader.Entry entry = header.entries().get(name);
        if (entry == null) {
            throw new IllegalArgumentException("no tensor " + name + " in " + path);
        }
        long start = header.dataStart() + entry.begin();
        try {
            return TensorReader.read(entry.info(), (offset, target) -> fill(start + offset, target), manager);
        } catch (IOException e) {
            throw WeightFile.unreadable(path, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill(long position, ByteBuffer target) throws IOException {
        // Touching a mapping beyond the end of a file that has shrunk since it was opened would be a hard error.
        if (position + target.remaining() > channel.size()) {
            throw new IOException("the file has become shorter since it was opened");
        }
        target.put(channel.map(MapMode.READ_ONLY, position, target.remaining()));
    }
}
