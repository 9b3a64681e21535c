package io.peco4j.nn.weights;

import io.peco4j.api.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An open file in the safetensors format: a JSON header, then raw little-endian tensors.
 *
 * <p>The header is checked before anything in it is used. A tensor's bytes go from the file straight into its memory;
 * files and tensors may be larger than 2 GB.
 */
public final class SafetensorsFile extends WeightFile {
    private final WeightChannel channel;
    private final SafetensorsHeader header;
    private final Map<String, TensorInfo> tensors;

    private SafetensorsFile(WeightChannel channel, SafetensorsHeader header) {
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
        return WeightChannel.open(path, channel -> new SafetensorsFile(channel, SafetensorsHeader.read(channel)));
    }

    @Override
    public String kind() {
        return "safetensors";
    }

    @Override
    public Path path() {
        return channel.path();
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
    TensorBytes bytes(String name) {
        SafetensorsHeader.Entry entry = Objects.requireNonNull(header.entries().get(name), name);
        return channel.from(header.dataStart() + entry.begin());
    }

    @Override
    public void close() {
        channel.close();
    }
}
