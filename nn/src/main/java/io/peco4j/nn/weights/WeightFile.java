package io.peco4j.nn.weights;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.weights.text.Shown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An open file of named tensors.
 *
 * <p>Opening checks the file's whole structure and reads no tensor. Nothing in a file is executed. Safe to read from
 * several threads.
 */
public abstract sealed class WeightFile implements AutoCloseable
        permits SafetensorsFile, NpzFile, TorchFile, ShardedFile, WeightView {

    /** What a message names of a file's content. */
    private static final int FOUND = 3;

    /** For the kinds of files in this package. */
    WeightFile() {}

    /**
     * Opens a file of any kind that is known; its content says which one it is, not its name. The index of a file in
     * shards stands for all of them, and a folder for the one network that is in it; that of a stage with what was
     * trained beside its result has both.
     *
     * @throws InvalidInputException PECO-301 if it cannot be read; PECO-304 if it is something else, with what it is;
     *     PECO-302, PECO-303, PECO-308 or PECO-309 if it is damaged or not to be trusted; PECO-315 if shards are
     *     missing
     */
    public static WeightFile open(Path given) {
        List<Path> stage = WeightFolder.stage(given);
        if (!stage.isEmpty()) {
            return ShardedFile.of(given, stage);
        }
        Path path = WeightFolder.file(given);
        return switch (FileKind.of(path)) {
            case SAFETENSORS -> SafetensorsFile.open(path);
            case NPZ -> NpzFile.open(path);
            case TORCH_ZIP, TORCH_STREAM -> TorchFile.open(path);
            case SHARDS -> ShardedFile.open(path);
        };
    }

    /**
     * Opens a file that is to hold a network.
     *
     * @throws InvalidInputException as {@link #open}, and PECO-304 with what it holds if it has no tensor that can be
     *     read
     */
    public static WeightFile openNetwork(Path path) {
        WeightFile file = open(path);
        if (file.tensors().isEmpty()) {
            file.close();
            throw file.withoutTensors();
        }
        return file;
    }

    private InvalidInputException withoutTensors() {
        Stream<String> others = Stream.concat(
                unsupported().entrySet().stream()
                        .map(named -> Shown.of(named.getKey()) + ", which " + named.getValue()),
                metadata().entrySet().stream()
                        .map(fact -> Shown.of(fact.getKey()) + " = " + Shown.of(fact.getValue())));
        List<String> found = others.limit(FOUND).toList();
        return new InvalidInputException(new Problem(
                "PECO-304",
                "no weight file but a file of the kind " + kind() + " without tensors that can be read; it has "
                        + (found.isEmpty() ? "nothing else" : String.join("; ", found)),
                path().toString(),
                "save the network's state_dict() into it"));
    }

    /** What kind of file it is, such as {@code safetensors}. */
    public abstract String kind();

    /** Where it lies. */
    public abstract Path path();

    /** What is inside, by name, in the file's order. */
    public abstract Map<String, TensorInfo> tensors();

    /** Strings stored beside the tensors; empty if the format or the file has none. */
    public abstract Map<String, String> metadata();

    /**
     * Tensors that the file has and that cannot be read, with the reason, such as {@code is of PyTorch's type X}, and
     * objects of classes that are not known.
     */
    public Map<String, String> unsupported() {
        return Map.of();
    }

    /** The names of all tensors: those that can be read, and then the others. */
    public final Stream<String> names() {
        return Stream.concat(tensors().keySet().stream(), unsupported().keySet().stream());
    }

    /** The bytes of a tensor that exists. */
    abstract TensorBytes bytes(String name) throws IOException;

    @Override
    public abstract void close();

    /**
     * Reads one tensor into memory of its own, independent of the file from then on.
     *
     * @param manager owns the result
     * @throws IllegalArgumentException if there is no tensor of that name
     * @throws InvalidInputException PECO-301 if reading fails
     */
    public final NDArray read(String name, NDManager manager) {
        TensorInfo info = info(name);
        try (TensorBytes bytes = bytes(name)) {
            return TensorReader.read(info, bytes, manager);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /**
     * Reads one tensor over a live one of the same shape, without memory of its own where the number formats agree.
     *
     * @throws InvalidInputException PECO-301 if reading fails; the live tensor may then be half written
     */
    final void readInto(String name, NDArray live) {
        TensorInfo info = info(name);
        if (live.getDataType() == info.type().loaded() && live.getDevice().equals(Device.cpu())) {
            try (TensorBytes bytes = bytes(name)) {
                InPlace.read(live, info.type(), bytes);
            } catch (IOException e) {
                throw unreadable(name, e);
            }
        } else {
            try (NDManager manager = live.getManager().newSubManager()) {
                InPlace.copy(live, 0, read(name, manager));
            }
        }
    }

    /** What the file says about a tensor that must be in it. */
    final TensorInfo info(String name) {
        TensorInfo info = tensors().get(name);
        if (info == null) {
            throw new IllegalArgumentException("no tensor " + name + " in " + path());
        }
        return info;
    }

    /** A tensor of this file that the operating system does not let us read. */
    final InvalidInputException unreadable(String name, IOException cause) {
        return unreadable(path(), Shown.of(name) + ": " + cause.getMessage());
    }

    /** A file that the operating system does not let us read. */
    static InvalidInputException unreadable(Path path, String why) {
        return new InvalidInputException(new Problem(
                "PECO-301", "cannot read the weight file: " + why, path.toString(), "the path of a readable file"));
    }
}
