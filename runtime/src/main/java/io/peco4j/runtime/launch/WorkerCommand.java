package io.peco4j.runtime.launch;

import io.peco4j.api.train.Precision;
import io.peco4j.runtime.plan.Stage;
import io.peco4j.runtime.worker.Rank;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How a process that runs one stage is called.
 *
 * @param program Java with its options, class path and main class, which takes peco4j's commands
 * @param study a file that nobody changes while the run goes on, such as a {@link StudyCopy}
 * @param out folder of results
 * @param threads of the engine: the run's own, as they decide the last bits
 * @param precision what the run's choice came down to
 */
public record WorkerCommand(List<String> program, Path study, Path out, int threads, Precision precision) {
    /** What only one process can do or would do once more: listen to a debugger, write a recording or an archive. */
    private static final List<String> ONCE = List.of(
            "-agentlib:",
            "-agentpath:",
            "-javaagent:",
            "-Xrunjdwp",
            "-XX:StartFlightRecording",
            "-XX:ArchiveClassesAtExit");

    private static final String PROCESSORS = "-XX:ActiveProcessorCount=";

    public WorkerCommand {
        program = List.copyOf(program);
    }

    /**
     * Java as this process was started, with its options and class path.
     *
     * @param main class with the method that takes commands
     * @param processors that its threads beside the engine's share: those that read data, compile and collect garbage
     */
    public static List<String> likeThisProcess(Class<?> main, int processors) {
        List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> ONCE.stream().noneMatch(option::startsWith))
                .toList();
        List<String> program = new ArrayList<>();
        program.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        program.addAll(options);
        if (options.stream().noneMatch(option -> option.startsWith(PROCESSORS))) {
            program.add(PROCESSORS + processors);
        }
        program.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return program;
    }

    /**
     * The whole command for one of several processes of a stage.
     *
     * @param meeting arguments that say how they meet
     */
    List<String> of(Stage stage, Rank rank, List<String> meeting) {
        Stream<String> one =
                Stream.of("--rank", Integer.toString(rank.index()), "--workers", Integer.toString(rank.size()));
        return Stream.of(of(stage).stream(), one, meeting.stream())
                .flatMap(part -> part)
                .toList();
    }

    /** The whole command for a stage. */
    List<String> of(Stage stage) {
        return Stream.concat(
                        program.stream(),
                        Stream.of(
                                "stage",
                                study.toString(),
                                "--key",
                                stage.key(),
                                "--out",
                                out.toString(),
                                "--threads",
                                Integer.toString(threads),
                                "--precision",
                                precision.name().toLowerCase(Locale.ROOT),
                                "--leash"))
                .toList();
    }
}
