package io.peco4j.nn.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import com.google.gson.stream.JsonWriter;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Writes safetensors files.
 *
 * <p>Equal tensors and metadata give equal bytes, whatever the order of the maps: tensors go by falling element size, so
 * that each lies aligned, then by name; metadata goes by key.
 */
public final class Safetensors {
    /** Elements that are copied out of the engine at a time. */
    private static final long PORTION = 1 << 22;

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
        List<Map.Entry<String, NDArray>> ordered = ordered(tensors);
        ByteBuffer header = header(ordered, metadata);
        Path temporary = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                write(channel, header);
                for (Map.Entry<String, NDArray> named : ordered) {
                    write(channel, named.getValue());
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

    private static List<Map.Entry<String, NDArray>> ordered(Map<String, NDArray> tensors) {
        return tensors.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, NDArray> named) ->
                                -type(named.getKey(), named.getValue()).bytes())
                        .thenComparing(Map.Entry::getKey))
                .toList();
    }

    private static StoredType type(String name, NDArray tensor) {
        if (name.equals(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException(name + " is no name for a tensor: the format keeps it for itself");
        }
        return StoredType.holding(tensor.getDataType())
                .orElseThrow(() -> new IllegalArgumentException(
                        "tensor " + name + " has the dtype " + tensor.getDataType() + ", which cannot be stored"));
    }

    private static ByteBuffer header(List<Map.Entry<String, NDArray>> ordered, Map<String, String> metadata) {
        byte[] json = json(ordered, metadata).getBytes(StandardCharsets.UTF_8);
        int length = (json.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        ByteBuffer header = ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(length).put(json);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        return header.flip();
    }

    private static String json(List<Map.Entry<String, NDArray>> ordered, Map<String, String> metadata) {
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
            for (Map.Entry<String, NDArray> named : ordered) {
                TensorInfo info = new TensorInfo(
                        type(named.getKey(), named.getValue()), named.getValue().getShape());
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
