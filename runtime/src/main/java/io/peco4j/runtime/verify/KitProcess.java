package io.peco4j.runtime.verify;

import io.peco4j.runtime.record.FileTree;
import io.peco4j.runtime.verify.KitReport.Kind;
import io.peco4j.runtime.verify.KitReport.Line;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The kit in a process of its own.
 *
 * @param home of the distribution, with the host's jars in {@code lib} and the kit's in {@code kit}
 * @param limit how long a rule may take before the process is ended
 */
public record KitProcess(Path home, Duration limit) {
    /** The kit's program: its arguments are the report's file, the plugin, and the options' file if there is one. */
    public static final String MAIN = "io.peco4j.conformance.verdict.Verify";

    private static final long LOOK_MILLIS = 200;

    /** Whether the distribution has the kit. */
    public boolean isThere() {
        return Files.isDirectory(home.resolve("kit"));
    }

    /**
     * Tests a plugin.
     *
     * @param plugin a jar, or a folder of jars
     * @param options a file of the form of {@code conformance.conf}, which is asked before the plugin's own; empty:
     *     none
     * @param listener receives every verdict as soon as it is known
     * @return all verdicts; if the process ended or hung in a rule, that one fails and is the last
     * @throws IOException if the process cannot be started
     */
    public List<Line> verify(Path plugin, Optional<Path> options, Consumer<Line> listener)
            throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("peco4j-verify");
        KitReport report = new KitReport(Files.createFile(scratch.resolve("report.jsonl")));
        File output = scratch.resolve("output.txt").toFile();
        Process process = new ProcessBuilder(command(plugin, options, report, scratch))
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        try {
            return watch(process, report, output, listener);
        } finally {
            process.destroyForcibly().waitFor();
            FileTree.delete(scratch);
        }
    }

    private List<String> command(Path plugin, Optional<Path> options, KitReport report, Path scratch) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String jars = home.resolve("lib") + File.separator + "*" + File.pathSeparator + home.resolve("kit")
                + File.separator + "*";
        List<String> command = new ArrayList<>(List.of(
                java,
                "@" + home.resolve("jvm.options"),
                "-Dpeco4j.home=" + home,
                // What it leaves behind when it is ended goes with the folder.
                "-Djava.io.tmpdir=" + scratch,
                "-cp",
                jars,
                MAIN,
                report.file().toString(),
                plugin.toString()));
        options.ifPresent(file -> command.add(file.toString()));
        return command;
    }

    private List<Line> watch(Process process, KitReport report, File output, Consumer<Line> listener)
            throws IOException, InterruptedException {
        List<Line> verdicts = new ArrayList<>();
        long changed = System.nanoTime();
        int seen = 0;
        while (true) {
            boolean ended = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            List<Line> lines = report.lines();
            for (Line line : lines.subList(seen, lines.size())) {
                if (line.kind().isVerdict()) {
                    verdicts.add(line);
                    listener.accept(line);
                }
            }
            changed = lines.size() > seen ? System.nanoTime() : changed;
            seen = lines.size();
            boolean done = seen > 0 && lines.get(seen - 1).kind() == Kind.DONE;
            boolean hangs = System.nanoTime() - changed > limit.toNanos();
            if (done || ended || hangs) {
                if (!done) {
                    Line last = unfinished(
                            lines, ended ? ending(process, output) : "no answer in " + limit.toSeconds() + " s");
                    verdicts.add(last);
                    listener.accept(last);
                }
                return verdicts;
            }
        }
    }

    /** The rule that was being tested when the process ended. */
    private static Line unfinished(List<Line> lines, String why) {
        Line last = lines.isEmpty()
                ? new Line(Kind.STARTED, "the kit", "KIT-00", "the kit starts", "", "")
                : lines.get(lines.size() - 1);
        return last.broken(why, "the process that tested the plugin has ended; the remaining rules were not tested");
    }

    private static String ending(Process process, File output) throws IOException {
        List<String> printed = Files.readAllLines(output.toPath());
        return "the process ended with code " + process.exitValue() + "; it printed last: "
                + String.join(" | ", printed.subList(Math.max(0, printed.size() - 5), printed.size()));
    }
}
