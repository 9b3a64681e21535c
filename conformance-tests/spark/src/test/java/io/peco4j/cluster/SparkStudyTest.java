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
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A study on a real Spark, of which an executor is killed, ends in the bytes of a run on this machine alone. */
@EnabledOnOs(OS.LINUX)
@Timeout(2700)
final class SparkStudyTest {
    private static final Path ROOT = Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
            .filter(at -> Files.exists(at.resolve("mvnw")))
            .findFirst()
            .orElseThrow();
    private static final Path HOME = ROOT.resolve("distribution/target/peco4j");
    private static final Path JARS = ROOT.resolve("spark/home/target/jars");

    private static final Pattern HOLDER = Pattern.compile("process (\\d+)\\s*");
    private static final long LOOK_MILLIS = 20;

    private static final String STUDY = """
            study = two
            data { component = scenes, train = 16, val = 8, image = 16, classes = 2, objects = 1 }
            encoder { vit { size = tiny, depth = 1, patch = 8, image = 16 } }
            pretraining {
              first { component = mae, decoder { width = 16, depth = 1, heads = 2 }, batch = 8, epochs = 400, warmup-epochs = 0 }
              second { component = mae, decoder { width = 16, depth = 2, heads = 2 }, batch = 8, epochs = 400, warmup-epochs = 0 }
            }
            task { knn { neighbours = [1] } }
            seeds = [0]
            """;

    @TempDir
    private Path folder;

    @Test
    void aStudyWhoseExecutorIsKilledEndsInTheSameBytes() throws Exception {
        assertThat(HOME.resolve("launchers/spark")).isDirectoryContaining("glob:**peco4j-spark-*.jar");
        Files.writeString(folder.resolve("two.conf"), STUDY);
        try (SparkCluster cluster = new SparkCluster(JARS, folder)) {
            Process run = run(
                    "spark", cluster.environment(), "--on", cluster.master(), "--", "--conf", "spark.ui.enabled=false");
            try {
                ProcessHandle worker = training(run);
                ProcessHandle executor = worker.parent().orElseThrow();
                assertThat(executor.info().commandLine().orElse("")).contains("org.apache.spark");
                executor.destroyForcibly();
                // The system closes its pipes, and the worker ends.
                worker.onExit().get(60, TimeUnit.SECONDS);

                assertThat(run.waitFor()).as(output("spark")).isZero();
                assertThat(output("spark")).contains("seed 0 is run again, from its last checkpoint");
            } finally {
                run.descendants().forEach(ProcessHandle::destroyForcibly);
                run.destroyForcibly();
            }
        }
        assertThat(run("plain", Map.of()).waitFor()).as(output("plain")).isZero();

        RunRecord plain = Records.readRun(folder.resolve("plain/two/run.json"));
        RunRecord spark = Records.readRun(folder.resolve("spark/two/run.json"));
        assertThat(spark.stages())
                .hasSize(4)
                .extracting(StageRecord::stage)
                .isEqualTo(plain.stages().stream().map(StageRecord::stage).toList());
        assertThat(spark.stages())
                .extracting(StageRecord::files)
                .isEqualTo(plain.stages().stream().map(StageRecord::files).toList());
        assertThat(spark.cells()).isEqualTo(plain.cells());
        assertThat(folder.resolve("spark/two/report.html")).isNotEmptyFile();
    }

    /** One of those that train, once the run has heard of steps. */
    private ProcessHandle training(Process run) throws IOException, InterruptedException {
        Path curves = folder.resolve("spark/two/curves/pretraining-first-seed-0.csv");
        while (!Files.exists(curves) || Files.readAllLines(curves).size() < 2) {
            assertThat(run.isAlive()).as(output("spark")).isTrue();
            Thread.sleep(LOOK_MILLIS);
        }
        try (Stream<Path> locks = Files.list(folder.resolve("spark/store"))) {
            return locks.filter(file -> file.toString().endsWith(".lock"))
                    .map(SparkStudyTest::holder)
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

    private Process run(String out, Map<String, String> environment, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                HOME.resolve("peco4j").toString(),
                "run",
                folder.resolve("two.conf").toString(),
                "--threads",
                "1",
                "--out",
                folder.resolve(out).toString()));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(out + ".txt").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String output(String out) throws IOException {
        return Files.readString(folder.resolve(out + ".txt"));
    }
}
