package io.peco4j.product.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.peco4j.runtime.cli.Commands;
import io.peco4j.runtime.cli.Services;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.record.Records;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.Stopping;
import io.peco4j.runtime.record.Stopping.Reason;
import io.peco4j.runtime.report.SpreadRule;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a seed takes of {@code --budget} where its stages run beside each other. */
@Timeout(900)
final class BudgetOfJobsTest {
    private static final String STUDY = """
            study = seeds
            data { component = scenes, train = 32, val = 24, image = 16, classes = 3, objects = 1 }
            encoder {
              small { component = vit, size = tiny, depth = 1, patch = 8, image = 16 }
              fine { component = vit, size = tiny, depth = 1, patch = 4, image = 16 }
            }
            pretraining { none {} }
            task { knn { neighbours = [1] } }
            seeds = [0]
            """;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startEngine() {
        EngineSession.start();
    }

    /** The four stages of a seed are two chains of two: 2000 seconds beside each other, and 4000 one by one. */
    @Test
    void stagesBesideEachOtherTakeTheTimeOfTheLongestChain() throws IOException {
        RunRecord four = run("four", "--seeds", "4").with(new Stopping(1, 0, 3, Reason.GOES_ON, 4, ""));
        double until = 1.001 * SpreadRule.smallest(four).orElseThrow();
        assertThat(run("runs", "--seeds", "3").stages()).hasSize(12);
        slowDown();
        assertThat(run("runs", "--until", "" + until, "--budget", "3000s").stopping())
                .extracting(Stopping::reason, Stopping::seeds)
                .containsExactly(tuple(Reason.OUT_OF_TIME, 3));
        assertThat(run("runs", "--until", "" + until, "--budget", "3000s", "--jobs", "2")
                        .stopping())
                .extracting(Stopping::reason, Stopping::seeds)
                .containsExactly(tuple(Reason.WOULD_SHOW, 4));
    }

    private RunRecord run(String out, String... more) throws IOException {
        Path study = Files.writeString(folder.resolve("seeds.conf"), STUDY);
        List<String> words =
                new ArrayList<>(List.of("run", study.toString(), "--threads", "1", "--out", "" + folder.resolve(out)));
        words.addAll(List.of(more));
        StringWriter err = new StringWriter();
        int exit = Commands.over(
                        Services.embedded(BundledMain::registry, folder).startedBy(BundledMain.class))
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(words.toArray(String[]::new));
        assertThat(exit).as(err.toString()).isZero();
        return Records.readRun(folder.resolve(out).resolve("seeds/run.json"));
    }

    /** Says of every stage that it took 1000 seconds. */
    private void slowDown() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("runs/store"))) {
            for (Path file :
                    files.filter(each -> each.endsWith("artifact.json")).toList()) {
                String text = Files.readString(file);
                Files.writeString(file, text.replaceFirst("\"seconds\": [^,]+,", "\"seconds\": 1000,"));
            }
        }
    }
}
