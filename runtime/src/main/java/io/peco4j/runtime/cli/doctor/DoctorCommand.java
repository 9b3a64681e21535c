package io.peco4j.runtime.cli.doctor;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.runtime.engine.Processor;
import io.peco4j.runtime.plugin.Registry;
import io.peco4j.runtime.problem.WrappedText;
import io.peco4j.runtime.text.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code peco4j doctor}: what works here and what does not. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Checks what peco4j needs: Java, the tensor engine and its native libraries, the precision that the"
                    + " processor suggests, folders, plugins. Names a remedy for whatever does not work."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nFor example:%n",
        footer = {
            "  ./peco4j doctor",
            "  ./peco4j doctor --json | jq '.[] | select(.state != \"works\")'",
            "",
            "Exit code 1 if anything is broken. Nothing is sent anywhere."
        })
public final class DoctorCommand implements Callable<Integer> {
    private static final int COLUMNS = 100;
    private static final long NATIVES = 500;
    private static final long STUDIES = 1000;

    private final List<Check> checks;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    DoctorCommand(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    /**
     * The checks of this machine.
     *
     * @param user the user's home
     */
    public static DoctorCommand over(Supplier<Registry> registry, Path user) {
        Map<String, String> environment = System.getenv();
        Path natives = Path.of(Objects.requireNonNullElse(
                environment.getOrDefault("ENGINE_CACHE_DIR", environment.get("DJL_CACHE_DIR")),
                user.resolve(".djl.ai").toString()));
        return new DoctorCommand(List.of(
                new JavaCheck(),
                new FolderCheck("natives", natives, NATIVES, "set DJL_CACHE_DIR to a folder with enough space"),
                new FolderCheck(
                        "runs", Path.of("runs"), STUDIES, "change to another folder, or name one with run --out"),
                new EngineCheck(),
                new ConvolutionsCheck(),
                LinearMapsCheck.ofThisMachine(),
                new PrecisionCheck(Processor.detect()),
                new PluginsCheck(registry)));
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Line> lines = new ArrayList<>();
        for (Check check : checks) {
            Line line = Line.of(check.subject(), look(check));
            lines.add(line);
            if (!json) {
                out.print(line.text());
                out.flush();
            }
        }
        boolean broken = lines.stream().anyMatch(line -> line.state().equals(Finding.State.BROKEN.word()));
        out.print(json ? Json.of(lines) : broken ? "\nSomething is broken.\n" : "\nEverything needed works.\n");
        out.flush();
        return broken ? 1 : 0;
    }

    /** What a check finds, or what is wrong in the settings that it starts with. */
    private static Finding look(Check check) {
        try {
            return check.look();
        } catch (InvalidInputException e) {
            Problem first = e.problems().get(0);
            return Finding.broken(first.code() + " " + first.what() + " (" + first.where() + ")", first.remedy());
        }
    }

    /** A finding as it is printed. */
    private record Line(String subject, String state, String what, String remedy) {
        static Line of(String subject, Finding finding) {
            return new Line(subject, finding.state().word(), finding.what(), finding.remedy());
        }

        String text() {
            String head = String.format(Locale.ROOT, "  %-8s %-12s ", state, subject);
            String indent = " ".repeat(head.length());
            StringBuilder text = new StringBuilder();
            String lead = head;
            for (String line : WrappedText.lines(what + "\n" + remedy, COLUMNS - head.length())) {
                text.append((lead + line).stripTrailing()).append('\n');
                lead = indent;
            }
            return text.toString();
        }
    }
}
