package io.peco4j.product.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.product.command.Console.Outcome;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.record.Records;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.Stopping;
import io.peco4j.runtime.record.Stopping.Reason;
import io.peco4j.runtime.record.StudyHash;
import io.peco4j.runtime.report.SpreadRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --until} and what {@code plan} says afterwards, on a study whose seeds differ. */
final class AddedSeedsTest {
    private static final String STUDY = """
            study = seeds
            data { component = scenes, train = 32, val = 24, image = 16, classes = 3, objects = 1 }
            encoder {
              small { component = vit, size = tiny, depth = 1, patch = 8, image = 16 }
              fine { component = vit, size = tiny, depth = 1, patch = 4, image = 16 }
            }
            pretraining { none {} }
            task { knn { neighbours = [1] } }
            seeds = [0, 1]
            """;

    @TempDir
    private Path folder;

    private Console console;

    @BeforeAll
    static void startEngine() {
        EngineSession.start();
    }

    @BeforeEach
    void write() throws IOException {
        console = new Console(folder);
        Files.writeString(folder.resolve("seeds.conf"), STUDY);
    }

    @Test
    void seedsAreAddedUntilADifferenceWouldShowAndTheRecordSaysSo() {
        assertThat(run("plan").out()).contains("an earlier run of it", "Two seeds decide nothing");

        Outcome soon = run("run", "--until", "0.001", "--budget", "0.001s");
        assertThat(soon.exit()).as(soon.err()).isZero();
        RunRecord three = record();
        String study = StudyHash.of(three.text());
        assertThat(three.stopping()).containsExactly(new Stopping(0.001, 0.001, 3, Reason.OUT_OF_TIME, 3, study));
        assertThat(seeds(three)).containsExactly(0L, 1L, 2L);
        assertThat(soon.out()).contains("another one would have taken more than the");
        assertThat(soon.err()).contains("The 3 seeds of the first look take less than a minute, longer than --budget");

        Outcome again =
                console.run("reproduce", "" + folder.resolve("runs/seeds"), "--out", "" + folder.resolve("again"));
        assertThat(again.out()).contains("Seeds were added one by one");
        RunRecord repeated = Records.readRun(folder.resolve("again/seeds/run.json"));
        assertThat(repeated.stopping())
                .containsExactly(three.stopping().get(0).repeatedBy(StudyHash.of(repeated.text())));
        assertThat(console.run("compare", "" + folder.resolve("runs/seeds"), "" + folder.resolve("again/seeds"))
                        .out())
                .contains("the intervals of changes are wider for it");

        double enough = 0.5 * SpreadRule.smallest(three).orElseThrow();
        assertThat(run("run", "--until", "" + enough).exit()).isZero();
        RunRecord more = record();
        assertThat(more.stopping()).extracting(Stopping::reason).containsExactly(Reason.WOULD_SHOW);
        assertThat(SpreadRule.smallest(more).orElseThrow()).isLessThanOrEqualTo(enough);
        assertThat(seeds(more)).hasSizeGreaterThan(3);
        // What was there before it began, however often it looked since.
        assertThat(more.reused())
                .containsExactlyInAnyOrderElementsOf(three.stages().stream()
                        .map(stage -> stage.stage().key())
                        .toList());
        assertThat(more.work()).hasSize(more.stages().size() - three.stages().size());

        // Later runs do not turn seeds that were added into seeds that were chosen beforehand.
        assertThat(run("run").out()).doesNotContain("one by one");
        assertThat(run("run", "--seeds", "" + seeds(more).size()).out()).contains("Seeds were added one by one");
        assertThat(record().stopping()).isEqualTo(more.stopping());
        assertThat(run("run", "--seeds", "" + (seeds(more).size() + 1)).out()).contains("The other one was asked for");
        assertThat(run("plan", "--seeds", "5").out())
                .contains("What 5 seeds could tell (95 %, paired, power 80 %)", "1 point takes")
                .contains("; seeds were added by it, which takes more:");

        // Nor does a later look come first.
        String later = "" + (seeds(more).size() + 1);
        assertThat(run("run", "--seeds", later, "--until", "1000").exit()).isZero();
        assertThat(record().stopping()).extracting(Stopping::first).containsExactly(3);

        // Of another study nothing was looked at.
        assertThat(run("plan", "--set", "task.knn.neighbours=[3]").out()).contains("an earlier run of it");
        assertThat(run("run", "--seeds", "4", "--set", "task.knn.neighbours=[3]")
                        .out())
                .doesNotContain("one by one");
        assertThat(record().stopping()).isEmpty();
    }

    /** Seeds that another run has finished take none of it, however long they took. */
    @Test
    void theBudgetIsForWhatIsStillToBeDone() throws IOException {
        assertThat(run("run", "--seeds", "5").exit()).isZero();
        slowDown();
        Outcome added = run("run", "--until", "1e-9", "--budget", "10h");
        assertThat(added.exit()).as(added.err()).isZero();
        assertThat(added.err()).doesNotContain("first look");
        assertThat(record().stopping())
                .containsExactly(new Stopping(1e-9, 36_000, 3, Reason.OUT_OF_TIME, 5, StudyHash.of(record().text())));
    }

    /** Says of every stage that it took a day and more. */
    private void slowDown() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("runs/store"))) {
            for (Path file :
                    files.filter(each -> each.endsWith("artifact.json")).toList()) {
                String text = Files.readString(file);
                Files.writeString(file, text.replaceFirst("\"seconds\": [^,]+,", "\"seconds\": 100000,"));
            }
        }
    }

    @Test
    void whatCannotBeLookedAtIsRefused() throws IOException {
        assertThat(run("run", "--until", "1", "--seeds", "21")).satisfies(outcome -> {
            assertThat(outcome.exit()).isEqualTo(2);
            assertThat(outcome.err()).contains("PECO-612", "21 seeds");
        });
        assertThat(run("run", "--budget", "2h").exit()).isEqualTo(2);
        assertThat(run("run", "--until", "1", "--budget", "2 weeks").err()).contains("no time such as 2h");
        assertThat(run("run", "--until", "0").exit()).isEqualTo(2);
        Files.writeString(folder.resolve("seeds.conf"), STUDY.replaceAll("fine .*\n", "\n"));
        assertThat(run("run", "--until", "1").err()).contains("PECO-612", "compares nothing");
        // A tokenizer and an encoder, each judged by a task of its own, are not compared with each other.
        Files.writeString(
                folder.resolve("seeds.conf"),
                STUDY.replaceAll("fine .*\n", "\n").replace("knn {", "codeword-probe {}, knn {")
                        + "tokenizer { pixel { component = vqvae, preset = tiny, codebook { size = 16 } } }\n");
        assertThat(run("run", "--until", "1").err()).contains("PECO-612", "compares nothing");
        assertThat(folder.resolve("runs")).doesNotExist();
        assertThat(run("plan").out()).contains("8 stages").doesNotContain("an earlier run of it");
    }

    private Outcome run(String command, String... more) {
        List<String> words = new ArrayList<>(
                List.of(command, "" + folder.resolve("seeds.conf"), "--out", "" + folder.resolve("runs")));
        words.addAll(List.of(more));
        return console.run(words.toArray(String[]::new));
    }

    private RunRecord record() {
        return Records.readRun(folder.resolve("runs/seeds/run.json"));
    }

    private static List<Long> seeds(RunRecord run) {
        return run.cells().stream().map(RunRecord.Cell::seed).distinct().toList();
    }
}
