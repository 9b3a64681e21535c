package io.peco4j.runtime.cli;

import io.peco4j.api.problem.DidYouMean;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.plugin.Entry;
import io.peco4j.runtime.plugin.Registry;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peco4j plugins describe ID}: what a component is, and its options. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Describes a component and each of its options.",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nFor example:%n",
        footer = {
            "  ./peco4j plugins describe vqvae",
            "",
            "An option codebook.size in a study file:  codebook { size = 512 }",
            "and on the command line:  --set tokenizer.NAME.codebook.size=512"
        })
final class PluginsDescribeCommand implements Callable<Integer> {
    private final Supplier<Registry> plugins;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ID", description = "The component's id, as ./peco4j plugins list shows it.")
    private String id = "";

    PluginsDescribeCommand(Supplier<Registry> plugins) {
        this.plugins = plugins;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (Registry registry = plugins.get()) {
            List<Entry> entries = registry.entries().stream()
                    .filter(entry -> entry.id().name().equals(id))
                    .toList();
            if (entries.isEmpty()) {
                throw new InvalidInputException(unknown(registry));
            }
            out.print(entries.stream().map(Description::of).collect(Collectors.joining("\n")));
        }
        out.flush();
        return 0;
    }

    private Problem unknown(Registry registry) {
        List<String> known = registry.entries().stream()
                .map(entry -> entry.id().name())
                .distinct()
                .toList();
        String setAside = registry.quarantined().isEmpty()
                ? ""
                : "\nplugins that are not used: " + registry.quarantined().size() + ", see ./peco4j plugins list";
        return new Problem(
                "PECO-417", "no component has the id " + id, "command line", DidYouMean.hint(id, known) + setAside);
    }
}
