package io.peco4j.nn.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Tensors of an open file under other names, or some of them.
 *
 * <p>Closing a view closes the file.
 */
public final class WeightView extends WeightFile {
    private final WeightFile file;
    private final Map<String, String> origins;
    private final Map<String, TensorInfo> tensors;

    /** @param origins the file's name for each name here; names of the file that do not occur are hidden */
    public WeightView(WeightFile file, Map<String, String> origins) {
        this.file = file;
        this.origins = Collections.unmodifiableMap(new LinkedHashMap<>(origins));
        Map<String, TensorInfo> infos = new LinkedHashMap<>();
        this.origins.forEach((name, origin) ->
                infos.put(name, Objects.requireNonNull(file.tensors().get(origin), origin)));
        this.tensors = Collections.unmodifiableMap(infos);
    }

    /** The tensors whose names start with a prefix, without it. */
    public static WeightView part(WeightFile file, String prefix) {
        Map<String, String> origins = new LinkedHashMap<>();
        file.tensors().keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> origins.put(name.substring(prefix.length()), name));
        return new WeightView(file, origins);
    }

    @Override
    public String kind() {
        return file.kind();
    }

    @Override
    public Path path() {
        return file.path();
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    @Override
    public Map<String, String> metadata() {
        return file.metadata();
    }

    @Override
    TensorBytes bytes(String name) throws IOException {
        return file.bytes(Objects.requireNonNull(origins.get(name), name));
    }

    @Override
    public void close() {
        file.close();
    }
}
