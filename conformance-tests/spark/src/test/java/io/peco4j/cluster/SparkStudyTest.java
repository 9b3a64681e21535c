package io.peco4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.runtime.event.Worker;
import io.peco4j.runtime.record.StageWork;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Studies on a real Spark, of which something is killed, end in the bytes of a run on this machine alone. */
@EnabledOnOs(OS.LINUX)
@Timeout(2700)
final class SparkStudyTest {
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

    /** The trainings have three, four and two micro-batches a step; tasks train nothing. */
    private static final String GANGS = """
            study = gangs
            data { component = scenes, train = 16, val = 8, image = 16, classes = 2, objects = 1 }
            encoder { vit { size = tiny, depth = 1, patch = 8, image = 16 } }
            tokenizer { ema {
              component = vqvae, codebook { size = 16, dimension = 4, revive-below = 0.1 }, channels = 8, norm-groups = 4
              multipliers = [1, 1, 1, 1], latent = 4, residual-blocks = 1, decoder-residual-blocks = 1, attention = false
              batch = 6, micro-batch = 2, epochs = 20, warmup-epochs = 0 } }
            pretraining {
              mae { decoder { width = 16, depth = 1, heads = 2 }, batch = 8, micro-batch = 2, epochs = 20, warmup-epochs = 0 }
              beit { mask { min-patches = 1 }, batch = 8, micro-batch = 4, epochs = 2, warmup-epochs = 0 }
            }
            task { knn { neighbours = [1] } }
            seeds = [0]
            """;

    @TempDir
    private static Path folder;

    private static SparkCluster cluster;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = new SparkCluster(SparkRuns.JARS, folder);
    }

    @AfterAll
    static void endCluster() {
        cluster.close();
    }

    @Test
    void aStudyWhoseExecutorIsKilledEndsInTheSameBytes() throws Exception {
        SparkRuns runs = SparkRuns.of(folder, "two", STUDY);
        Process run = runs.start(
                "spark", cluster.environment(), "--on", cluster.master(), "--", "--total-executor-cores", "2");
        try {
            killExecutor(runs.training("spark", run, "pretraining-first-seed-0", 1));
            assertThat(run.waitFor()).as(runs.output("spark")).isZero();
            assertThat(runs.output("spark")).contains("seed 0 is run again, from its last checkpoint");
        } finally {
            SparkRuns.kill(run);
        }
        assertThat(runs.start("plain", Map.of()).waitFor())
                .as(runs.output("plain"))
                .isZero();

        runs.assertEqual("plain", "spark");
        assertThat(runs.record("spark").stages()).hasSize(4);
        assertThat(runs.record("spark").work())
                .extracting(work -> work.losses().size())
                .containsExactlyInAnyOrder(0, 0, 0, 1);
        assertThat(folder.resolve("spark/two/report.html")).isNotEmptyFile();
    }

    /** The run is killed with its first gang, goes on by the same command, and loses an executor of its second. */
    @Test
    void gangsEndInTheSameBytesWhateverIsKilled() throws Exception {
        SparkRuns runs = SparkRuns.of(folder, "gangs", GANGS);
        String[] gangs = {"--workers", "4", "--on", cluster.master()};
        Process first = runs.start("together", cluster.environment(), gangs);
        try {
            ProcessHandle worker = runs.training("together", first, "tokenizer-ema-seed-0", 1);
            assertThat(worker.info().commandLine().orElse("")).contains("--rank 0 --workers 3", "127.0.0.1 --sealed");
            SparkRuns.kill(first);
            worker.onExit().get(60, TimeUnit.SECONDS);
        } finally {
            SparkRuns.kill(first);
        }
        Process second = runs.start("together", cluster.environment(), gangs);
        try {
            killExecutor(runs.training("together", second, "pretraining-mae-seed-0", 1));
            assertThat(second.waitFor()).as(runs.output("together")).isZero();
        } finally {
            SparkRuns.kill(second);
        }
        assertThat(runs.start("alone", Map.of()).waitFor())
                .as(runs.output("alone"))
                .isZero();

        runs.assertEqual("alone", "together");
        List<StageWork> work = runs.record("together").work();
        List<Integer> workers = work.stream().map(each -> each.workers().size()).toList();
        // An executor that takes more than a minute to come again leaves room for three.
        assertThat(workers.get(1)).isBetween(3, 4);
        assertThat(workers).containsExactly(3, workers.get(1), 1, 2, 1);
        assertThat(work)
                .filteredOn(each -> each.workers().size() > 1)
                .hasSize(3)
                .allSatisfy(each -> assertThat(each.waiting()).hasSameSizeAs(each.workers()));
        assertThat(work).extracting(each -> each.losses().size()).containsExactly(0, 1, 0, 0, 0);
        assertThat(work.stream()
                        .flatMap(each -> each.workers().stream())
                        .map(Worker::threads)
                        .collect(Collectors.toSet()))
                .containsExactly(1);
        assertThat(runs.record("alone").work())
                .extracting(each -> each.workers().size())
                .containsExactly(1, 1, 1, 1, 1);
    }

    /** The system closes its pipes, and the worker ends. */
    private static void killExecutor(ProcessHandle worker) throws Exception {
        ProcessHandle executor = worker.parent().orElseThrow();
        assertThat(executor.info().commandLine().orElse("")).contains("org.apache.spark");
        executor.destroyForcibly();
        worker.onExit().get(60, TimeUnit.SECONDS);
    }
}
