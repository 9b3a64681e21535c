package io.peco4j.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SparkSubmissionTest {
    @TempDir
    private Path folder;

    private Path home;
    private Path spark;

    @BeforeEach
    void layOut() throws IOException {
        home = folder.resolve("peco4j");
        spark = folder.resolve("spark");
        Files.createFile(
                Files.createDirectories(home.resolve("launchers/spark")).resolve("peco4j-spark-1.0.jar"));
        Files.createFile(Files.createDirectories(spark.resolve("jars")).resolve("spark-core_2.13-4.0.2.jar"));
    }

    @Test
    void sparksOwnArgumentsStandBeforeTheBridgeAndOursBehind() {
        List<String> expected = List.of(
                spark.resolve("bin/spark-submit").toString(),
                "--master",
                "yarn",
                "--class",
                "io.peco4j.spark.Driver",
                "--queue",
                "research",
                home.resolve("launchers/spark/peco4j-spark-1.0.jar").toString(),
                home.toString(),
                "8",
                "run",
                "a study.conf",
                "--threads",
                "8");
        assertThat(submission()
                        .command(
                                "yarn",
                                8,
                                1,
                                List.of(
                                        "run",
                                        "a study.conf",
                                        "--on",
                                        "yarn",
                                        "--threads",
                                        "8",
                                        "--",
                                        "--queue",
                                        "research")))
                .isEqualTo(expected);
        assertThat(submission()
                        .command(
                                "yarn",
                                8,
                                1,
                                List.of(
                                        "run",
                                        "--on=yarn",
                                        "a study.conf",
                                        "--threads",
                                        "8",
                                        "--",
                                        "--queue",
                                        "research")))
                .isEqualTo(expected);
    }

    /** Spark looks for executors of a gang each second; what is behind it in the command counts. */
    @Test
    void gangsNeedExecutorsThatStay() {
        assertThat(submission().command("yarn", 8, 2, List.of("run", "s", "--workers", "2", "--", "--conf", "a=b")))
                .containsSubsequence(
                        "spark.dynamicAllocation.enabled=false",
                        "spark.scheduler.barrier.maxConcurrentTasksCheck.interval=1s",
                        "a=b",
                        "run",
                        "--workers");
    }

    @Test
    void whatCannotWorkIsRefused() throws IOException {
        assertThatThrownBy(() -> SparkSubmission.of(home.toString(), null))
                .hasMessageContaining("PECO-701")
                .hasMessageContaining("SPARK_HOME is not set");
        assertThatThrownBy(() -> SparkSubmission.of(home.toString(), home.toString()))
                .hasMessageContaining("has no folder jars");
        assertThatThrownBy(() -> SparkSubmission.of(null, spark.toString())).hasMessageContaining("PECO-701");
        assertThatThrownBy(() -> submission().command("local[2]", 1, 1, List.of()))
                .hasMessageContaining("PECO-703");
        Files.delete(spark.resolve("jars/spark-core_2.13-4.0.2.jar"));
        Files.createFile(spark.resolve("jars/spark-core_2.12-3.5.6.jar"));
        assertThatThrownBy(this::submission).hasMessageContaining("PECO-702").hasMessageContaining("Spark 3.5.6 in ");
    }

    /** Arguments behind the study are for Spark alone. */
    @Test
    void otherCommandLinesStayWrong() {
        assertThat(run("run", "quickstart", "more")).isEqualTo("Unmatched arguments: more");
        assertThat(run("run", "quickstart", "--", "more")).isEqualTo("Unmatched arguments: more");
        assertThat(run("run", "quickstart", "more", "--on", "yarn")).isEqualTo("Unmatched arguments: more");
        assertThat(run("run", "quickstart", "--jobs", "2", "--on", "yarn"))
                .isEqualTo("--jobs and --on exclude each other");
        assertThat(run("run", "quickstart", "--mixed", "--workers", "2"))
                .isEqualTo("--mixed is for --workers with --on");
    }

    private static String run(String... arguments) {
        StringWriter err = new StringWriter();
        Services services = Services.embedded(
                () -> {
                    throw new AssertionError("plugins are not needed for a refusal");
                },
                Path.of("."));
        assertThat(Commands.over(services).setErr(new PrintWriter(err)).execute(arguments))
                .isEqualTo(2);
        return err.toString().lines().findFirst().orElse("");
    }

    private SparkSubmission submission() {
        return SparkSubmission.of(home.toString(), spark.toString());
    }
}
