package io.peco4j.nn.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import com.google.gson.stream.JsonWriter;
import io.peco4j.api.problem.InvalidInputException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * Writes safetensors files.
 *
 * <p>Equal tensors and metadata give equal bytes, whatever the order of the maps: tensors go by falling element size,
 * so that each lies aligned, then by name; metadata goes by key.
 */
public final class Safetensors {
    /** Elements that are copied out of the engine at a time. */
    private static final long PORTION = 1 << 22;

    /** Bytes that pass from file to file at a time. */
    private static final int BUFFER = 1 << 20;

    private Safetensors() {}

    /**
     * Writes a file under a temporary name in the same folder, forces it to the disk and moves it into place, so that
     * there is never half a file under the given path.
     *
     * @param path an existing file is replaced; its folder must exist
     * @param tensors of dtypes that {@link StoredType} names, by name
     * @param metadata strings to store beside them; may be empty
     * @throws IllegalArgumentException if a tensor has another dtype, or the name {@code __metadata__}
     * @throws UncheckedIOException if writing fails; an existing file is then unchanged
     */
    public static void write(Path path, Map<String, NDArray> tensors, Map<String, String> metadata) {
        Map<String, TensorInfo> infos = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> infos.put(name, new TensorInfo(type(name, tensor), tensor.getShape())));
        write(path, infos, metadata, (name, channel) -> write(channel, Objects.requireNonNull(tensors.get(name))));
    }

    /**
     * Writes the tensors of an open file as they are, in their number formats and without the engine, in the same way.
     *
     * @param path an existing file is replaced, also if it is the source; its folder must exist
     * @param progress is told how many bytes of tensors are written so far
     * @throws InvalidInputException PECO-301 if reading fails; an existing file is then unchanged
     * @throws UncheckedIOException if writing fails; an existing file is then unchanged
     */
    public static void write(Path path, WeightFile source, Map<String, String> metadata, LongConsumer progress) {
        Copy copy = new Copy(source, progress);
        write(path, source.tensors(), metadata, copy::tensor);
    }

    /** Writes the data of one tensor. */
    @FunctionalInterface
    private interface Body {
        void write(String name, FileChannel channel) throws IOException;
    }

    private static void write(Path path, Map<String, TensorInfo> tensors, Map<String, String> metadata, Body body) {
        List<Map.Entry<String, TensorInfo>> ordered = ordered(tensors);
        ByteBuffer header = header(ordered, metadata);
        Path temporary = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                write(channel, header);
                for (Map.Entry<String, TensorInfo> named : ordered) {
                    body.write(named.getKey(), channel);
                }
                channel.force(true);
            }
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        } finally {
            delete(temporary);
        }
    }

    /** Moves bytes from file to file through one buffer. */
    private static final class Copy {
        private final WeightFile source;
        private final LongConsumer progress;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        private long written;

        Copy(WeightFile source, LongConsumer progress) {
            this.source = source;
            this.progress = progress;
        }

        void tensor(String name, FileChannel channel) throws IOException {
            try (Source bytes = Source.of(source, name)) {
                for (long left = source.info(name).bytes(); left > 0; left -= buffer.limit()) {
                    bytes.fill(buffer.clear().limit((int) Math.min(BUFFER, left)));
                    write(channel, buffer.flip());
                    written += buffer.limit();
                    progress.accept(written);
                }
            }
        }
    }

    /** A tensor's bytes, whose reading fails as a problem of the file that they are read from. */
    private record Source(WeightFile file, String name, TensorBytes bytes) implements AutoCloseable {
        static Source of(WeightFile file, String name) {
            try {
                return new Source(file, name, file.bytes(name));
            } catch (IOException e) {
                throw file.unreadable(name, e);
            }
        }

        void fill(ByteBuffer target) {
            try {
                bytes.fill(target);
            } catch (IOException e) {
                throw file.unreadable(name, e);
            }
        }

        @Override
        public void close() {
            try {
                bytes.close();
            } catch (IOException e) {
                throw file.unreadable(name, e);
            }
        }
    }

    private static List<Map.Entry<String, TensorInfo>> ordered(Map<String, TensorInfo> tensors) {
        return tensors.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, TensorInfo> named) ->
                                -named.getValue().type().bytes())
                        .thenComparing(Map.Entry::getKey))
                .toList();
    }

    private static StoredType type(String name, NDArray tensor) {
        return StoredType.holding(tensor.getDataType())
                .orElseThrow(() -> new IllegalArgumentException(
                        "tensor " + name + " has the dtype " + tensor.getDataType() + ", which cannot be stored"));
    }

    private static ByteBuffer header(List<Map.Entry<String, TensorInfo>> ordered, Map<String, String> metadata) {
        byte[] json = json(ordered, metadata).getBytes(StandardCharsets.UTF_8);
        int length = (json.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        ByteBuffer header = ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(length).put(json);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        return header.flip();
    }

    private static String json(List<Map.Entry<String, TensorInfo>> ordered, Map<String, String> metadata) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            if (!metadata.isEmpty()) {
                json.name(SafetensorsHeader.METADATA).beginObject();
                for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
                    json.name(entry.getKey()).value(entry.getValue());
                }
                json.endObject();
            }
            long offset = 0;
            for (Map.Entry<String, TensorInfo> named : ordered) {
                if (named.getKey().equals(SafetensorsHeader.METADATA)) {
                    throw new IllegalArgumentException(
                            named.getKey() + " is not a name for a tensor: it is reserved by the format");
                }
                TensorInfo info = named.getValue();
                json.name(named.getKey()).beginObject();
                json.name("dtype").value(info.type().name());
                json.name("shape").beginArray();
                for (long dimension : info.shape().getShape()) {
                    json.value(dimension);
                }
                json.endArray().name("data_offsets").beginArray();
                json.value(offset).value(offset + info.bytes());
                json.endArray().endObject();
                offset += info.bytes();
            }
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(FileChannel channel, NDArray tensor) throws IOException {
        long size = tensor.size();
        if (size == 0) {
            return;
        }
        try (NDArray detached = tensor.stopGradient();
                NDArray flat = detached.flatten()) {
            for (long start = 0; start < size; start += PORTION) {
                try (NDArray portion = flat.get(new NDIndex().addSliceDim(start, Math.min(size, start + PORTION)))) {
                    write(channel, portion.toByteBuffer(false));
                }
            }
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void delete(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
