package io.peco4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.runtime.record.Records;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.StageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs of one study by the distribution, each with an output folder and a file of what it printed.
 *
 * @param folder of all of them, with the study in it
 * @param study its name
 */
record SparkRuns(Path folder, String study) {
    private static final Path ROOT = Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
            .filter(at -> Files.exists(at.resolve("mvnw")))
            .findFirst()
            .orElseThrow();
    private static final Path HOME = ROOT.resolve("distribution/target/peco4j");

    /** Those of Spark. */
    static final Path JARS = ROOT.resolve("spark/home/target/jars");

    private static final Pattern HOLDER = Pattern.compile("process (\\d+)\\s*");
    private static final long LOOK_MILLIS = 20;

    /** Those of a study in HOCON. */
    static SparkRuns of(Path folder, String study, String text) throws IOException {
        assertThat(HOME.resolve("launchers/spark")).isDirectoryContaining("glob:**peco4j-spark-*.jar");
        Files.writeString(folder.resolve(study + ".conf"), text);
        return new SparkRuns(folder, study);
    }

    /** Starts one. */
    Process start(String out, Map<String, String> environment, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                HOME.resolve("peco4j").toString(),
                "run",
                folder.resolve(study + ".conf").toString(),
                "--threads",
                "1",
                "--out",
                out(out).toString()));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        out(out).resolveSibling(out + ".txt").toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("PECO4J_JAVA_OPTS", SparkCluster.SHORT_LIVED);
        return builder.start();
    }

    /** The worker that has the lock of a stage that trains, once the run has heard of steps beyond some. */
    ProcessHandle training(String out, Process run, String curves, int points)
            throws IOException, InterruptedException {
        Path file = out(out).resolve(study).resolve("curves").resolve(curves + ".csv");
        while (!Files.exists(file) || Files.readAllLines(file).size() < 1 + points) {
            assertThat(run.isAlive()).as(output(out)).isTrue();
            Thread.sleep(LOOK_MILLIS);
        }
        try (Stream<Path> locks = Files.list(out(out).resolve("store"))) {
            return locks.filter(lock -> lock.toString().endsWith(".lock"))
                    .map(SparkRuns::holder)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Optional<ProcessHandle> holder(Path lock) {
        try {
            Matcher holder = HOLDER.matcher(Files.readString(lock));
            return holder.matches()
                    ? ProcessHandle.of(Long.parseLong(holder.group(1))).filter(ProcessHandle::isAlive)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Waits for what a run prints. */
    void awaitOutput(String out, Process run, String text) throws IOException, InterruptedException {
        while (!output(out).contains(text)) {
            assertThat(run.isAlive()).as(output(out)).isTrue();
            Thread.sleep(LOOK_MILLIS);
        }
    }

    String output(String out) throws IOException {
        return Files.readString(folder.resolve(out + ".txt"));
    }

    RunRecord record(String out) {
        return Records.readRun(out(out).resolve(study).resolve("run.json"));
    }

    /** Both have the same stages with the same bytes, and the same scores. */
    void assertEqual(String one, String other) {
        assertThat(record(other).stages())
                .extracting(StageRecord::stage)
                .isEqualTo(record(one).stages().stream().map(StageRecord::stage).toList());
        assertThat(record(other).stages())
                .extracting(StageRecord::files)
                .isEqualTo(record(one).stages().stream().map(StageRecord::files).toList());
        assertThat(record(other).cells()).isEqualTo(record(one).cells());
    }

    /** Ends a run and all that it started, as a machine that is switched off would. */
    static void kill(Process run) {
        List<ProcessHandle> all = run.descendants().toList();
        run.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private Path out(String out) {
        return folder.resolve(out);
    }
}
