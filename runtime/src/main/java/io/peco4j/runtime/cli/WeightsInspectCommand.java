package io.peco4j.runtime.cli;

import io.peco4j.nn.weights.TensorInfo;
import io.peco4j.nn.weights.WeightFile;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import io.peco4j.nn.weights.text.Shown;
import io.peco4j.runtime.text.Json;
import io.peco4j.runtime.text.TextTable;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code peco4j weights inspect}: what is in a weight file. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what a weight file contains: its kind, the project whose names it uses, and each tensor of the network"
                    + " with its number format and shape.",
            "Optimiser state and other data are counted, not listed. Tensors that cannot be read are named with the"
                    + " reason."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nFor example:%n",
        footer = {
            "  ./peco4j weights inspect vit-b-300ep.pth.tar",
            "  ./peco4j weights inspect beit_base.pth --json | jq '.tensors[].name'",
            "  ./peco4j weights inspect model.safetensors.index.json",
            "",
            "Names are shown in peco4j's form, which ./peco4j weights import writes."
        })
final class WeightsInspectCommand implements Callable<Integer> {
    private static final int WIDE = 100;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private WeightSource source = new WeightSource();

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Checkpoint checkpoint = source.open()) {
            Content content = Content.of(checkpoint);
            out.print(json ? Json.of(content) : content.text());
        }
        out.flush();
        return 0;
    }

    /** A file in words. */
    private record Content(
            String file,
            String kind,
            String format,
            String what,
            String prefix,
            long scalars,
            long bytes,
            Map<String, String> metadata,
            List<String> notes,
            Map<String, String> setAside,
            List<Tensor> tensors) {

        static Content of(Checkpoint checkpoint) {
            WeightFile weights = checkpoint.weights();
            Collection<TensorInfo> infos = weights.tensors().values();
            return new Content(
                    weights.path().toString(),
                    weights.kind(),
                    checkpoint.format().id(),
                    checkpoint.format().what() + ", " + checkpoint.variant(),
                    checkpoint.prefix(),
                    infos.stream().mapToLong(TensorInfo::elements).sum(),
                    infos.stream().mapToLong(TensorInfo::bytes).sum(),
                    weights.metadata(),
                    checkpoint.notes(),
                    weights.unsupported(),
                    weights.tensors().entrySet().stream()
                            .map(named -> Tensor.of(named.getKey(), named.getValue()))
                            .toList());
        }

        String text() {
            TextTable head = TextTable.ofWidths(WIDE, WIDE)
                    .row("file", file)
                    .row("kind", kind)
                    .row("format", format + " (" + what + ")")
                    .row("network under", prefix.isEmpty() ? "(nothing: its names have no prefix)" : Shown.of(prefix))
                    .row(
                            "size",
                            tensors.size() + " tensors, " + Durations.scalars(scalars) + " numbers, "
                                    + Bytes.text(bytes));
            TextTable facts = head.rows(metadata.entrySet().stream()
                            .map(fact -> List.of(Shown.of(fact.getKey()), Shown.of(fact.getValue())))
                            .toList())
                    .rows(notes.stream().map(note -> List.of("note", note)).toList());
            TextTable table = TextTable.ofWidths(WIDE, WIDE, WIDE)
                    .row("tensor", "type", "shape")
                    .rows(tensors.stream().map(Tensor::cells).toList());
            return facts.render() + "\n" + table.render();
        }
    }

    private record Tensor(String name, String type, long[] shape) {
        static Tensor of(String name, TensorInfo info) {
            return new Tensor(name, info.type().name(), info.shape().getShape());
        }

        List<String> cells() {
            return List.of(Shown.of(name), type, Arrays.toString(shape));
        }
    }
}
