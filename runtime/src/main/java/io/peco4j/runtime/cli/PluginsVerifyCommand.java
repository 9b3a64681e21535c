package io.peco4j.runtime.cli;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.verify.KitProcess;
import io.peco4j.runtime.verify.KitReport.Kind;
import io.peco4j.runtime.verify.KitReport.Line;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peco4j plugins verify}: the conformance kit on a jar from outside. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the conformance kit on a plugin, in a separate process, and prints a verdict for each rule of"
                    + " docs/conformance.md.",
            "",
            "Components are tested with the options that --options names, or the plugin in"
                    + " META-INF/peco4j/conformance.conf; others with their defaults, which may take long."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%n",
        footer = {
            "Exit code 0 if all rules hold, 1 if one is broken.",
            "",
            "For example:",
            "  ./peco4j plugins verify acme-fsq-1.0.0.jar",
            "  ./peco4j plugins verify acme-fsq-1.0.0.jar --options small.conf",
            "  ./peco4j plugins verify acme-fsq-1.0.0.jar --json"
        })
final class PluginsVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "JAR", description = "a plugin's jar, or a folder of jars")
    private Path jar = Path.of("");

    @Option(
            names = "--options",
            paramLabel = "FILE",
            description =
                    "options of components for the tests, in the form of conformance.conf; see docs/conformance.md")
    private @Nullable Path options;

    @Option(names = "--json", description = "one JSON object for each verdict, for programs")
    private boolean json;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "how long a rule may take before it counts as broken (default: ${DEFAULT-VALUE})")
    private int limit = 120;

    private final Services services;

    PluginsVerifyCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.exists(jar)) {
            throw new InvalidInputException(
                    new Problem("PECO-402", "there is no such jar", jar.toString(), "build it first: mvn package"));
        }
        if (options != null && !Files.isRegularFile(options)) {
            throw new InvalidInputException(new Problem(
                    "PECO-430",
                    "there is no such file of options",
                    options.toString(),
                    "docs/conformance.md shows what it looks like"));
        }
        KitProcess kit = new KitProcess(home(), Duration.ofSeconds(limit));
        if (!kit.isThere()) {
            throw new InvalidInputException(new Problem(
                    "PECO-423",
                    "this peco4j does not contain the conformance kit",
                    kit.home().resolve("kit").toString(),
                    "run it from a complete distribution"));
        }
        PrintWriter out = spec.commandLine().getOut();
        VerdictOutput output = json ? VerdictOutput.json(out) : VerdictOutput.text(out);
        List<Line> verdicts =
                kit.verify(jar.toAbsolutePath(), Optional.ofNullable(options).map(Path::toAbsolutePath), output::add);
        output.end(verdicts);
        out.flush();
        return verdicts.stream().anyMatch(line -> line.kind() == Kind.BROKEN) ? 1 : 0;
    }

    private Path home() {
        return services.folders().bundled().stream()
                .findFirst()
                .flatMap(plugins -> Optional.ofNullable(plugins.getParent()))
                .orElse(Path.of("."));
    }
}
