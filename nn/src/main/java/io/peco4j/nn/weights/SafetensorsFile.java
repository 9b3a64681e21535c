package io.peco4j.nn.weights;

import io.peco4j.api.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
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
    private final OpenedTensors contents = new OpenedTensors();

    private SafetensorsFile(WeightChannel channel, SafetensorsHeader header) throws IOException {
        this.channel = channel;
        this.header = header;
        for (Map.Entry<String, SafetensorsHeader.Entry> named : header.entries().entrySet()) {
            contents.add(named.getKey(), named.getValue().info(), () -> bytes(named.getKey()));
        }
        header.others().forEach((name, other) -> contents.setAside(name, "is of the number format " + other.dtype()));
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws InvalidInputException PECO-301 if it cannot be read, PECO-302 if it is damaged
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
        return contents.tensors();
    }

    @Override
    public Map<String, String> unsupported() {
        return contents.unsupported();
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
