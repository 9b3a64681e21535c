package io.peco4j.runtime.cli;

import io.peco4j.nn.weights.checkpoint.Checkpoint;
import io.peco4j.nn.weights.checkpoint.CheckpointFormat;
import io.peco4j.nn.weights.checkpoint.Formats;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peco4j weights export}: our weights under another project's names. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a network as safetensors under another project's names, so that it can be loaded there.",
            "The file states format = pt, which PyTorch's readers require; everything else is kept. Exporting a file of peco4j's"
                    + " and importing the result gives the same file, bit for bit."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nFor example:%n",
        footer = {
            "  ./peco4j weights export runs/.../weights.safetensors --format timm --out vit.safetensors",
            "  ./peco4j weights export runs/.../weights.safetensors --format hf-vit --out model.safetensors",
            "",
            "and there, in Python:",
            "  model.load_state_dict(safetensors.torch.load_file(\"vit.safetensors\"))"
        })
final class WeightsExportCommand implements Callable<Integer>, ChecksFirst {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FILE",
            description =
                    "The weight file, of any format that peco4j reads; or the folder of a stage, for its encoder and"
                            + " what was trained beside it.")
    private Path file = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The file to write; an existing file is replaced.")
    private Path out = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            required = true,
            description = {"The format to write:", "${COMPLETION-CANDIDATES}"},
            completionCandidates = FormatIds.class)
    private String format = "";

    @Override
    public Optional<String> refusal() {
        return Optional.of("Nothing was exported");
    }

    @Override
    public Integer call() {
        PrintWriter lines = spec.commandLine().getOut();
        CheckpointFormat target = Formats.of(format);
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            checkpoint.notes().forEach(lines::println);
            lines.println(WeightCopy.write(
                            checkpoint.as(target), out, spec.commandLine().getErr()) + " under the names of "
                    + target.what());
        }
        lines.flush();
        return 0;
    }
}
