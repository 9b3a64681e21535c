package io.peco4j.runtime.cli;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.weights.Safetensors;
import io.peco4j.nn.weights.TensorInfo;
import io.peco4j.nn.weights.WeightFile;
import io.peco4j.runtime.problem.Obstacle;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Writes weights to a file of their own, with progress where that takes a while. */
final class WeightCopy {
    /** What PyTorch's readers of safetensors ask for before they take a file. */
    private static final Map<String, String> FOR_PYTORCH = Map.of("format", "pt");

    private static final long LARGE = 1L << 28;
    private static final int STEPS = 10;

    private WeightCopy() {}

    /**
     * Writes all tensors and the metadata.
     *
     * @return what was written, to say it
     * @throws InvalidInputException PECO-313 if the folder is missing or cannot be written to, PECO-301 if the source
     *     cannot be read
     */
    static String write(WeightFile weights, Path out, PrintWriter err) {
        Path folder = out.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw unwritable(out, "there is no folder " + folder);
        }
        if (Files.isDirectory(out)) {
            throw unwritable(out, "a folder has this name");
        }
        Map<String, String> metadata = new TreeMap<>(weights.metadata());
        metadata.putAll(FOR_PYTORCH);
        long total =
                weights.tensors().values().stream().mapToLong(TensorInfo::bytes).sum();
        Progress progress = new Progress(total, err);
        try {
            Safetensors.write(out, weights, metadata, progress::at);
        } catch (UncheckedIOException e) {
            InvalidInputException refusal = unwritable(out, reason(Objects.requireNonNull(e.getCause())));
            refusal.initCause(e);
            throw refusal;
        }
        return "wrote " + out + ": " + weights.tensors().size() + " tensors, " + Bytes.text(total);
    }

    private static String reason(IOException cause) {
        Optional<Problem> obstacle = Obstacle.of(cause);
        if (obstacle.isPresent()) {
            return obstacle.get().what();
        }
        String stated = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
        return stated == null ? "the operating system gives no reason" : stated;
    }

    private static InvalidInputException unwritable(Path out, String why) {
        return new InvalidInputException(new Problem(
                "PECO-313",
                "cannot write the weight file: " + why,
                out.toString(),
                "free some space, or give a path in a folder that can be written to"));
    }

    /** A line for each tenth of a large file. */
    private static final class Progress {
        private final long total;
        private final PrintWriter err;
        private long said;

        Progress(long total, PrintWriter err) {
            this.total = total;
            this.err = err;
        }

        void at(long written) {
            long step = total < LARGE ? 0 : written * STEPS / total;
            if (step > said) {
                said = step;
                err.println(100 / STEPS * step + " % of " + Bytes.text(total));
                err.flush();
            }
        }
    }
}
