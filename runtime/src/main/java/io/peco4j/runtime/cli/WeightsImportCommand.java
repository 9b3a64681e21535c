package io.peco4j.runtime.cli;

import io.peco4j.nn.weights.checkpoint.Checkpoint;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code peco4j weights import}: another project's weights under our names. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the network in a weight file as safetensors under peco4j's names, without changing any number.",
            "Optimiser state, other data and tensors that cannot be read are left out; each omission is reported in one"
                    + " line."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nFor example:%n",
        footer = {
            "  ./peco4j weights import vit-b-300ep.pth.tar --out vit-b.safetensors",
            "  ./peco4j weights import vqgan.ckpt --format vqgan --out vqgan.safetensors",
            "",
            "The format is recognised by the tensors' names; --format is for files that are not."
        })
final class WeightsImportCommand implements Callable<Integer>, ChecksFirst {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private WeightSource source = new WeightSource();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The file to write; an existing file is replaced.")
    private Path out = Path.of("");

    @Override
    public Optional<String> refusal() {
        return Optional.of("Nothing was imported");
    }

    @Override
    public Integer call() {
        PrintWriter lines = spec.commandLine().getOut();
        try (Checkpoint checkpoint = source.open()) {
            checkpoint.notes().forEach(lines::println);
            String written = WeightCopy.write(
                    checkpoint.weights(), out, spec.commandLine().getErr());
            lines.println(written + "; read as " + checkpoint.format().id() + ", " + checkpoint.variant());
        }
        lines.flush();
        return 0;
    }
}
