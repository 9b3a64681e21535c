package io.peco4j.runtime.cli;

import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.plugin.Entry;
import io.peco4j.runtime.plugin.Quarantined;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.problem.ProblemReport;
import io.peco4j.runtime.text.Json;
import io.peco4j.runtime.text.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code peco4j plugins list}: every component, and the plugins that are not used. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "Lists every component that a study can name, with the plugin that it comes from; and the plugins that are"
                    + " not used, with the reason."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nFor example:%n",
        footer = {
            "  ./peco4j plugins list",
            "  ./peco4j plugins list --json | jq '.components[].id'",
            "",
            "A broken plugin does not affect others: it is not used, and this command says why."
        })
final class PluginsListCommand implements Callable<Integer> {
    private static final int WIDE = 48;

    private final Supplier<Registry> plugins;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    PluginsListCommand(Supplier<Registry> plugins) {
        this.plugins = plugins;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (Registry registry = plugins.get()) {
            out.print(json ? Json.of(Listing.of(registry)) : text(registry));
        }
        out.flush();
        return 0;
    }

    private static String text(Registry registry) {
        TextTable table =
                TextTable.ofWidths(WIDE, WIDE, WIDE, WIDE, WIDE).row("kind", "id", "plugin", "version", "state");
        for (Entry entry : registry.entries()) {
            table = table.row(
                    entry.kind().word(),
                    entry.id().name(),
                    entry.plugin().name(),
                    entry.plugin().version(),
                    "ready");
        }
        for (Quarantined plugin : registry.quarantined()) {
            table = table.row("-", "-", plugin.name(), "-", "not used");
        }
        List<Problem> problems = registry.quarantined().stream()
                .flatMap(plugin -> plugin.problems().stream())
                .toList();
        return table.render() + section("Not used", problems) + section("Used, but", registry.remarks());
    }

    private static String section(String title, List<Problem> problems) {
        return problems.isEmpty() ? "" : "\n" + title + ":\n\n" + ProblemReport.list(problems);
    }

    /** The listing as JSON. */
    private record Listing(List<Item> components, List<Quarantined> quarantined, List<Problem> remarks) {
        static Listing of(Registry registry) {
            return new Listing(
                    registry.entries().stream().map(Item::of).toList(), registry.quarantined(), registry.remarks());
        }
    }

    private record Item(String kind, String id, String plugin, String version, String location, String sha256) {
        static Item of(Entry entry) {
            return new Item(
                    entry.kind().word(),
                    entry.id().name(),
                    entry.plugin().name(),
                    entry.plugin().version(),
                    entry.plugin().location(),
                    entry.plugin().sha256());
        }
    }
}
