package io.peco4j.product.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.product.command.Console.Outcome;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.launch.EventLines;
import io.peco4j.runtime.record.Records;
import io.peco4j.runtime.record.StageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stage}, in this process: what it says, and what it leaves. */
final class StageCommandTest {
    private static final String STUDY = """
            study = tiny
            data { component = scenes, train = 16, val = 8, image = 16, classes = 2, objects = 1 }
            encoder { vit { size = tiny, depth = 1, patch = 8, image = 16 } }
            pretraining { mae { decoder { width = 16, depth = 1, heads = 2 }, batch = 8, epochs = 1, warmup-epochs = 0 } }
            task { knn { neighbours = [1] } }
            seeds = [0]
            """;

    @TempDir
    private static Path folder;

    private static Console console;
    private static List<StageRecord> recorded;
    private static Path written;

    @BeforeAll
    static void runOnce() throws IOException {
        EngineSession.start();
        console = new Console(folder.resolve("home"));
        Path study = Files.writeString(folder.resolve("tiny.conf"), STUDY);
        Outcome plain = console.run(
                "run",
                study.toString(),
                "--out",
                folder.resolve("plain").toString(),
                "--seeds",
                "2",
                "--set",
                "pretraining.mae.epochs=2",
                "--threads",
                "1");
        assertThat(plain.exit()).as(plain.err()).isZero();
        written = folder.resolve("plain/tiny/study.conf");
        recorded = Records.readRun(folder.resolve("plain/tiny/run.json")).stages();
    }

    /** The file that the run has written holds its options and seeds: keys and bytes are those of the run. */
    @Test
    void everyStageIsFoundByItsKeyAndLeavesTheBytesOfTheRun() {
        assertThat(recorded).hasSize(4);
        for (StageRecord expected : recorded) {
            Outcome done = stage(expected.stage().key(), "again");

            assertThat(done.exit()).as(done.err()).isZero();
            List<Event> events = done.out()
                    .lines()
                    .map(EventLines::read)
                    .flatMap(Optional::stream)
                    .toList();
            assertThat(events).hasSize((int) done.out().lines().count());
            assertThat(events.get(0)).isInstanceOf(Event.StageWorkers.class);
            assertThat(events.get(1))
                    .isInstanceOfSatisfying(
                            Event.StageStarted.class,
                            started -> assertThat(started.steps()).isEqualTo(expected.steps()));
            assertThat(events.get(events.size() - 1)).isInstanceOf(Event.StageFinished.class);
            StageRecord made = Records.readStage(folder.resolve("again/store")
                    .resolve(expected.stage().key())
                    .resolve("artifact.json"));
            assertThat(made.files()).isEqualTo(expected.files());
            assertThat(made.scores()).isEqualTo(expected.scores());
            assertThat(made.provenance().threads()).isEqualTo(1);
        }
        // What files contain is taken from what the first of them has read.
        assertThat(folder.resolve("again/contents.index")).isNotEmptyFile();
    }

    @Test
    void aStageThatFailsSaysSoInAnEvent() {
        // What it builds on is not there.
        Outcome failed = stage(recorded.get(recorded.size() - 1).stage().key(), "empty");

        assertThat(failed.exit()).isEqualTo(1);
        String last = failed.out().lines().reduce("", (before, line) -> line);
        assertThat(EventLines.read(last))
                .containsInstanceOf(Event.StageFailed.class)
                .hasValueSatisfying(event -> assertThat(((Event.StageFailed) event).reason())
                        .startsWith("while making its components (knn): "));
    }

    @Test
    void anUnknownKeyIsRefused() {
        Outcome refused = stage("0123", "empty");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("PECO-710", "no stage 0123", "study.conf", "start the run again");
    }

    private static Outcome stage(String key, String out) {
        return console.run(
                "stage",
                written.toString(),
                "--key",
                key,
                "--out",
                folder.resolve(out).toString(),
                "--threads",
                "1",
                "--precision",
                recorded.get(0).provenance().precision());
    }
}
