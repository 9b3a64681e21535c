package io.peco4j.nn.weights.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.weights.PendingTensor;
import io.peco4j.nn.weights.WeightFile;
import io.peco4j.nn.weights.WeightOrigin;
import io.peco4j.nn.weights.Weights;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What a file offers for a network's tensors, while it is being adapted. */
final class Fitting {
    private final Map<String, NDArray> live;
    private final Map<String, PendingTensor> offers = new LinkedHashMap<>();
    private final Map<String, String> unsupported = new LinkedHashMap<>();
    private final Set<String> fresh = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();

    Fitting(Map<String, NDArray> live, WeightFile file) {
        this.live = live;
        file.tensors().keySet().forEach(name -> offers.put(name, PendingTensor.of(file, name)));
        unsupported.putAll(file.unsupported());
    }

    /** The network's names. */
    Collection<String> wanted() {
        return live.keySet();
    }

    /** The file's names, as they are now; a copy. */
    List<String> offered() {
        return List.copyOf(offers.keySet());
    }

    boolean wants(String name) {
        return live.containsKey(name);
    }

    /** The shape that the network has. */
    Shape shape(String name) {
        return Objects.requireNonNull(live.get(name), name).getShape();
    }

    Optional<PendingTensor> offer(String name) {
        return Optional.ofNullable(offers.get(name));
    }

    void offer(String name, PendingTensor tensor) {
        offers.put(name, tensor);
    }

    void drop(String name) {
        offers.remove(name);
    }

    /** Whether the file neither has a tensor nor one of that name that cannot be read. */
    boolean lacks(String name) {
        return !offers.containsKey(name) && !unsupported.containsKey(name);
    }

    /** Takes all names of the file without what stands before them, and only those. */
    void strip(String prefix) {
        strip(prefix, offers);
        strip(prefix, unsupported);
    }

    private static <T> void strip(String prefix, Map<String, T> named) {
        Map<String, T> all = new LinkedHashMap<>(named);
        named.clear();
        all.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                named.put(name.substring(prefix.length()), value);
            }
        });
    }

    /** Leaves a tensor of the network as it was initialised. */
    void keepFresh(String name) {
        offers.remove(name);
        fresh.add(name);
    }

    void note(String sentence) {
        notes.add(sentence);
    }

    List<String> notes() {
        return notes;
    }

    /**
     * Writes what is offered now over the network's tensors, or says all that does not fit.
     *
     * @param readAs whose network the file was recognised as; empty if it was not
     * @param wantedAs whose names the network has; empty if that is not known
     */
    void copy(String where, String readAs, String wantedAs) {
        Map<String, NDArray> targets = new LinkedHashMap<>(live);
        targets.keySet().removeAll(fresh);
        Weights.copyInto(targets, offers, new WeightOrigin(where, readAs, wantedAs, unsupported));
    }
}
