package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.google.gson.JsonObject;
import io.peco4j.api.data.Sha256;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.weights.SafetensorsFile;
import io.peco4j.nn.weights.WeightFile;
import io.peco4j.nn.weights.WeightView;
import io.peco4j.nn.weights.Weights;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Numbers of one reference implementation, and how far ours are from them.
 *
 * <p>Everything lives as long as the case. Gradient mode is off except within {@link #differentiate}.
 */
final class ParityCase implements AutoCloseable {
    private final JsonObject entry;
    private final NDManager manager = NDManager.newBaseManager();
    private final SafetensorsFile file;
    private final Map<String, NDArray> tensors = new LinkedHashMap<>();
    private final Comparison comparison;

    ParityCase(Path folder, JsonObject entry) {
        this.entry = entry;
        Path path = folder.resolve(entry.get("file").getAsString());
        requireDigest(path, entry.get("sha256").getAsString());
        this.file = SafetensorsFile.open(path);
        file.tensors().keySet().forEach(key -> tensors.put(key, file.read(key, manager)));
        this.comparison = new Comparison(entry.get("tolerance"));
        GradientMode.turnOff();
    }

    String name() {
        return entry.get("name").getAsString();
    }

    /** The reference's file and the names in it, as the catalogue says. */
    String symbol() {
        return entry.getAsJsonObject("upstream").get("symbol").getAsString();
    }

    /** Whether the reference ran with batch statistics. */
    boolean training() {
        return entry.get("mode").getAsString().equals("train");
    }

    /** What the case says in words. */
    Notes notes() {
        return new Notes(entry.get("notes").getAsString());
    }

    Arguments arguments() {
        return new Arguments(entry.getAsJsonObject("arguments"));
    }

    /** Owns what the run makes. */
    NDManager manager() {
        return manager;
    }

    /** A float32 context for our networks. */
    NetworkContext context() {
        return new StandaloneContext(manager, Precision.FLOAT32, new SplittableRandom(1));
    }

    Comparison comparison() {
        return comparison;
    }

    boolean has(String key) {
        return tensors.containsKey(key);
    }

    /** The stored tensor under a full key, such as {@code in.image}. */
    NDArray get(String key) {
        NDArray found = tensors.get(key);
        if (found == null) {
            throw new NoSuchElementException(key + " is not among " + tensors.keySet());
        }
        return found;
    }

    /** The numbers of a stored tensor, row by row. */
    double[] doubles(String key) {
        return get(key).toType(DataType.FLOAT64, true).toDoubleArray();
    }

    /** The stored tensors whose keys start with a prefix, under the rest of their keys. */
    Map<String, NDArray> under(String prefix) {
        Map<String, NDArray> found = new LinkedHashMap<>();
        tensors.forEach((key, array) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), array);
            }
        });
        return found;
    }

    /** The stored weights as a weight file, as a user has one. */
    WeightFile weights() {
        return weights("");
    }

    /** The stored weights of a sub-network, without its prefix. */
    WeightFile weights(String prefix) {
        return WeightView.part(file, "w." + prefix);
    }

    /** Compares one result: whole numbers exactly, others within the case's tolerance. */
    void check(String key, NDArray found) {
        comparison.add(key, get(key), found);
    }

    /** Compares one number, which is stored without dimensions. */
    void check(String key, double found) {
        NDArray expected = get(key);
        comparison.add(
                key,
                expected,
                expected.getDataType().isInteger() ? manager.create(found) : manager.create((float) found));
    }

    /** Says that a result was compared in a way of its own: statistics, or what a case's notes demand. */
    void accept(String key, boolean holds, String what) {
        get(key);
        comparison.accept(key, holds, what);
    }

    /** Asks for gradients of inputs; call it before {@link #differentiate}. */
    NDArray differentiable(String key) {
        NDArray input = get(key);
        input.setRequiresGradient(true);
        return input;
    }

    /**
     * Runs with gradient mode on, checks each result against {@code out.NAME}, and propagates back the case's scalar:
     * the sum of the results times their cotangents, or {@code loss} where there is no cotangent.
     *
     * @param forward results by name
     * @param live tensors by the name that {@code grad.} has for them; those of inputs start with {@code in.}
     */
    void differentiate(Map<String, NDArray> live, Supplier<Map<String, NDArray>> forward) {
        differentiate("", live, forward);
    }

    /** As above for one of several runs in a file, whose keys share a prefix that ends in a dot. */
    void differentiate(String run, Map<String, NDArray> live, Supplier<Map<String, NDArray>> forward) {
        GradientMode.on(() -> {
            Map<String, NDArray> results = forward.get();
            boolean weighted = false;
            for (Map.Entry<String, NDArray> result : results.entrySet()) {
                String cotangent = "in.cotangent." + run + result.getKey();
                if (has(cotangent)) {
                    weighted = true;
                    backward(result.getValue(), get(cotangent));
                }
            }
            if (!weighted) {
                NDArray loss = results.get("loss");
                if (loss == null) {
                    throw new NoSuchElementException("neither a cotangent nor a loss among " + results.keySet());
                }
                backward(loss, manager.ones(loss.getShape(), DataType.FLOAT32));
            }
            results.forEach((name, array) -> {
                if (has("out." + run + name)) {
                    check("out." + run + name, array);
                }
            });
        });
        checkGradients(run, live);
    }

    /**
     * Runs with gradient mode on and propagates back a scalar that only the case's notes define; then checks {@code
     * grad.RUN...}.
     */
    void propagate(String run, Map<String, NDArray> live, Supplier<NDArray> scalar) {
        GradientMode.on(() -> {
            NDArray loss = scalar.get();
            backward(loss, manager.ones(loss.getShape(), DataType.FLOAT32));
        });
        checkGradients(run, live);
    }

    /** A copy of an input that gets a gradient of its own, for files with several runs. */
    NDArray leaf(String key) {
        NDArray copy = get(key).duplicate();
        copy.setRequiresGradient(true);
        return copy;
    }

    /** Writes the stored weights into a network. */
    <B extends Block> B loaded(B network) {
        return loaded("", network);
    }

    /** Writes the stored weights of a sub-network, whose prefix ends in a dot. */
    <B extends Block> B loaded(String prefix, B network) {
        Weights.copyInto(Parameters.state(network), weights(prefix));
        return network;
    }

    /**
     * Writes the stored weights into a whole network on the way that a user's file takes: its format is recognised by
     * its names, and nothing may have to be adapted or left out.
     *
     * @param live parameters and buffers by our names
     * @param format that the names must be recognised as
     */
    void load(Map<String, NDArray> live, String format) {
        load(live, format, weights());
    }

    /** As above for a part of the file that a user has as a file of its own. */
    void load(Map<String, NDArray> live, String format, WeightFile weights) {
        // Not closed: that would close the case's file.
        Checkpoint checkpoint = Checkpoint.of(weights);
        if (!checkpoint.format().id().equals(format)) {
            throw new AssertionError(
                    "the names are taken for " + checkpoint.format().id() + ", not " + format);
        }
        List<String> notes = checkpoint.loadInto(live);
        if (!notes.isEmpty()) {
            throw new AssertionError("loading changed weights: " + notes);
        }
    }

    /** Compares buffers after the pass with {@code out.state.NAME}. */
    void checkState(Block network) {
        Map<String, NDArray> live = Parameters.state(network);
        under("out.state.").keySet().forEach(name -> check("out.state." + name, present(live, name)));
    }

    private void checkGradients(String run, Map<String, NDArray> live) {
        under("grad." + run).keySet().forEach(name -> {
            boolean input = name.startsWith("in.") && !live.containsKey(name);
            NDArray tensor = input ? get(name) : present(live, name);
            check("grad." + run + name, tensor.getGradient());
        });
    }

    private static NDArray present(Map<String, NDArray> live, String name) {
        NDArray found = live.get(name);
        if (found == null) {
            throw new NoSuchElementException("no live tensor " + name + " among " + live.keySet());
        }
        return found;
    }

    /** A file that is not the catalogue's would fail for no reason that one sees, or pass for none. */
    private static void requireDigest(Path path, String expected) {
        try {
            String found = HexFormat.of().formatHex(Sha256.digest().digest(Files.readAllBytes(path)));
            if (!found.equals(expected)) {
                throw new AssertionError(path + " has the SHA-256 " + found + ", not " + expected);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Results of the reference that the run has not compared. */
    String[] unchecked() {
        return tensors.keySet().stream()
                .filter(key -> key.startsWith("out.") || key.startsWith("grad."))
                .filter(key -> !comparison.covers(key))
                .toArray(String[]::new);
    }

    @Override
    public void close() {
        file.close();
        manager.close();
    }

    @Override
    public String toString() {
        return name() + " " + Arrays.toString(unchecked());
    }

    /** Retains the graph: several results of one pass may share it. Gradients add up. */
    private static void backward(NDArray result, NDArray cotangent) {
        JniUtils.backward((PtNDArray) result, (PtNDArray) cotangent, true, false);
    }
}
