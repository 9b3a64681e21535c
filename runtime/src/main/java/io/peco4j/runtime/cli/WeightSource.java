package io.peco4j.runtime.cli;

import io.peco4j.nn.weights.checkpoint.Checkpoint;
import io.peco4j.nn.weights.checkpoint.Formats;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The weight file that a command reads. */
final class WeightSource {
    @Parameters(
            paramLabel = "FILE",
            description =
                    "The weight file: .pth, .pt, .pth.tar, .pkl, .ckpt, .bin, .npz, .safetensors; or, for a network"
                            + " in several files, its .index.json or its folder.")
    private Path file = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = {"The format of the file, if it is not recognised:", "${COMPLETION-CANDIDATES}"},
            completionCandidates = FormatIds.class)
    private @Nullable String format;

    /** @throws io.peco4j.api.problem.InvalidInputException if it cannot be read, or is not of the format */
    Checkpoint open() {
        return format == null ? Checkpoint.open(file) : Checkpoint.open(file, Formats.of(format));
    }
}
