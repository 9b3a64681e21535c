package io.peco4j.runtime.cli;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A command handed to the user's own Spark, whose {@code spark-submit} starts the bridge's driver with the same
 * arguments.
 *
 * @param home of peco4j, with the bridge in {@code launchers/spark}
 * @param spark home of Spark
 */
record SparkSubmission(Path home, Path spark) {
    private static final String PLACE = "--on";
    private static final Pattern MASTER = Pattern.compile("spark://.+|yarn|k8s://.+|local-cluster\\[.+]");
    private static final Pattern CORE = Pattern.compile("spark-core_([0-9.]+)-([0-9]+)\\.(.+)\\.jar");
    private static final String MAJOR = "4";

    /**
     * What barrier stages need: executors that stay. And a look for their number, which grows after the start, each
     * second instead of each 15, for a minute.
     */
    private static final List<String> GANGS = List.of(
            "--conf",
            "spark.dynamicAllocation.enabled=false",
            "--conf",
            "spark.scheduler.barrier.maxConcurrentTasksCheck.interval=1s",
            "--conf",
            "spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures=60");

    /**
     * That of this program.
     *
     * @param home null in a program that is no distribution
     * @param spark what {@code SPARK_HOME} says; null if nothing
     * @throws InvalidInputException PECO-701 if there is no Spark or no bridge, PECO-702 if it is of another version
     */
    static SparkSubmission of(@Nullable String home, @Nullable String spark) {
        if (spark == null || !Files.isDirectory(Path.of(spark, "jars"))) {
            throw new InvalidInputException(new Problem(
                    "PECO-701",
                    spark == null ? "SPARK_HOME is not set" : "SPARK_HOME=" + spark + " has no folder jars",
                    PLACE,
                    "stages run on your own Spark 4: unpack one, of the version of the cluster, and set SPARK_HOME to its"
                            + " folder"));
        }
        if (home == null) {
            throw new InvalidInputException(
                    new Problem("PECO-701", "this program is no distribution of peco4j", PLACE, "run ./peco4j of one"));
        }
        SparkSubmission submission = new SparkSubmission(Path.of(home), Path.of(spark));
        submission.requireVersion();
        return submission;
    }

    private void requireVersion() {
        Optional<Matcher> core = file(spark.resolve("jars"), CORE);
        if (core.isEmpty() || !core.get().group(2).equals(MAJOR)) {
            throw new InvalidInputException(new Problem(
                    "PECO-702",
                    core.map(found -> "Spark " + found.group(2) + "." + found.group(3))
                                    .orElse("no spark-core") + " in " + spark,
                    PLACE,
                    "Spark 4, of the version of the cluster"));
        }
    }

    /**
     * The whole command.
     *
     * @param on the master
     * @param threads of the engine
     * @param workers for a stage, at most; 1 for stages by themselves
     * @param arguments as they were given to this program
     * @throws InvalidInputException PECO-703 if it is no master that stages can run on
     */
    List<String> command(String on, int threads, int workers, List<String> arguments) {
        if (!MASTER.matcher(on).matches()) {
            throw new InvalidInputException(new Problem(
                    "PECO-703",
                    "stages cannot run on " + on,
                    PLACE,
                    "spark://HOST:PORT, yarn, k8s://HOST:PORT or, to try it, local-cluster[WORKERS,CORES,MEGABYTES]"));
        }
        Path bridges = home.resolve("launchers").resolve("spark");
        Matcher bridge = file(bridges, Pattern.compile("peco4j-spark-.+\\.jar"))
                .orElseThrow(() -> new InvalidInputException(
                        new Problem("PECO-701", bridges + " has no bridge", PLACE, "install peco4j again")));
        int end = arguments.indexOf("--");
        List<String> own = new ArrayList<>(end < 0 ? arguments : arguments.subList(0, end));
        own.removeIf(each -> each.equals(PLACE + "=" + on));
        int option = own.indexOf(PLACE);
        if (option >= 0) {
            own.subList(option, option + 2).clear();
        }
        List<String> command = new ArrayList<>();
        command.add(spark.resolve("bin").resolve("spark-submit").toString());
        command.addAll(List.of("--master", on, "--class", "io.peco4j.spark.Driver"));
        command.addAll(workers == 1 ? List.of() : GANGS);
        command.addAll(end < 0 ? List.of() : arguments.subList(end + 1, arguments.size()));
        command.add(bridges.resolve(bridge.group()).toString());
        command.addAll(List.of(home.toAbsolutePath().toString(), Integer.toString(threads)));
        command.addAll(own);
        return command;
    }

    /** Runs it with the streams of this process. */
    static int run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                process.destroy();
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("spark-submit does not start", e);
        }
    }

    private static Optional<Matcher> file(Path folder, Pattern name) {
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            return files.map(file -> name.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
