package io.peco4j.nn.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Tensors of an open file under other names, or some of them, also as parts of one another.
 *
 * <p>Closing a view closes the file.
 */
public final class WeightView extends WeightFile {
    private final WeightFile file;
    private final Map<String, Joint> joints = new LinkedHashMap<>();
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, String> unsupported = new LinkedHashMap<>();

    /** @param origins the file's name for each name here; names of the file that do not occur are hidden */
    public WeightView(WeightFile file, Map<String, String> origins) {
        this.file = file;
        origins.forEach((name, origin) -> add(name, List.of(Piece.whole(origin))));
    }

    private WeightView(Map<String, List<Piece>> pieces, WeightFile file) {
        this.file = file;
        pieces.forEach(this::add);
    }

    /**
     * Tensors of which each is made of pieces of the file's, one after another along the first dimension. One that
     * cannot be made so, as its pieces do not match or cannot be read, is among the unsupported.
     *
     * @param pieces for each name here
     */
    public static WeightView of(WeightFile file, Map<String, List<Piece>> pieces) {
        return new WeightView(pieces, file);
    }

    /** The tensors whose names start with a prefix, without it. */
    public static WeightView part(WeightFile file, String prefix) {
        Map<String, String> origins = new LinkedHashMap<>();
        file.names()
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> origins.put(name.substring(prefix.length()), name));
        return new WeightView(file, origins);
    }

    private void add(String name, List<Piece> pieces) {
        try {
            Joint joint = Joint.of(file, pieces);
            joints.put(name, joint);
            tensors.put(name, joint.info());
        } catch (MalformedWeightsException e) {
            unsupported.put(name, Objects.requireNonNull(e.getMessage()));
        }
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
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public Map<String, String> unsupported() {
        return Collections.unmodifiableMap(unsupported);
    }

    @Override
    public Map<String, String> metadata() {
        return file.metadata();
    }

    @Override
    TensorBytes bytes(String name) throws IOException {
        return Objects.requireNonNull(joints.get(name), name).bytes(file);
    }

    @Override
    public void close() {
        file.close();
    }
}
