package io.peco4j.nn.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * An open file of named tensors.
 *
 * <p>Opening checks the file's whole structure and reads no tensor. Nothing in a file is executed. Safe to read from
 * several threads.
 */
public sealed interface WeightFile extends AutoCloseable permits SafetensorsFile, NpzFile, WeightView {

    /**
     * Opens a file by its extension, {@code .safetensors} or {@code .npz}.
     *
     * @throws InvalidInputException PECO-301 if it cannot be read, PECO-302 or PECO-303 if it is damaged, PECO-304 if
     *     it has another extension
     */
    static WeightFile open(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".safetensors")) {
            return SafetensorsFile.open(path);
        }
        if (name.endsWith(".npz")) {
            return NpzFile.open(path);
        }
        if (!Files.isRegularFile(path)) {
            throw unreadable(path, "there is no such file");
        }
        throw new InvalidInputException(
                new Problem("PECO-304", "unknown kind of weight file", path.toString(), "a .safetensors or .npz file"));
    }

    /** Where it lies. */
    Path path();

    /** What is inside, by name, in the file's order. */
    Map<String, TensorInfo> tensors();

    /** Strings stored beside the tensors; empty if the format or the file has none. */
    Map<String, String> metadata();

    /**
     * Reads one tensor into memory of its own, independent of the file from then on.
     *
     * @param manager owns the result
     * @throws IllegalArgumentException if there is no tensor of that name
     * @throws InvalidInputException PECO-301 if reading fails
     */
    NDArray read(String name, NDManager manager);

    @Override
    void close();

    /** A file that the operating system does not let us read. */
    static InvalidInputException unreadable(Path path, String why) {
        return new InvalidInputException(new Problem(
                "PECO-301", "cannot read the weight file: " + why, path.toString(), "the path of a readable file"));
    }
}
