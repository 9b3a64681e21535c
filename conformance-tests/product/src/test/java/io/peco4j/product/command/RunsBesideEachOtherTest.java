package io.peco4j.product.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.product.command.Console.Outcome;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.record.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code reproduce} and {@code compare}, on a study that trains one network in a second. */
final class RunsBesideEachOtherTest {
    private static final String STUDY = """
            study = tiny
            data { component = scenes, train = 16, val = 8, image = 16, classes = 2, objects = 1 }
            encoder { vit { size = tiny, depth = 1, patch = 8, image = 16 } }
            pretraining { mae { decoder { width = 16, depth = 1, heads = 2 }, batch = 8, epochs = 1, warmup-epochs = 0 } }
            task { knn { neighbours = [1] } }
            seeds = [0]
            """;

    @TempDir
    private Path folder;

    private Console console;
    private Path recorded;

    @BeforeAll
    static void startEngine() {
        EngineSession.start();
    }

    @BeforeEach
    void runOnce() throws IOException {
        console = new Console(folder.resolve("home"));
        Path study = Files.writeString(folder.resolve("tiny.conf"), STUDY);
        Outcome first = console.run(
                "run", study.toString(), "--out", folder.resolve("runs").toString(), "--threads", "1");
        assertThat(first.exit()).as(first.err()).isZero();
        recorded = folder.resolve("runs/tiny");
    }

    @Test
    void aRunIsReproducedFromItsRecordToTheByte() {
        Outcome again = console.run("reproduce", recorded.toString());
        assertThat(again.exit()).as(again.out() + again.err()).isZero();
        assertThat(again.out())
                .contains("same bytes    pretraining mae, seed 0", "2 of 2 stages came out the same to the byte.");
        assertThat(folder.resolve("runs/tiny-again/store")).isDirectory();
        // With the threads of the record, which decide the last bits, not with those of the machine.
        assertThat(Records.readRun(folder.resolve("runs/tiny-again/tiny/run.json"))
                        .stages())
                .allSatisfy(stage -> assertThat(stage.provenance().threads()).isEqualTo(1));
        // Once more: it is that repetition, and goes on.
        assertThat(console.run("reproduce", recorded.toString()).exit()).isZero();
    }

    @Test
    void theFirstStageThatDiffersIsNamedWithWhatMayBeWhy() throws IOException {
        Path record = recorded.resolve("run.json");
        String text = Files.readString(record);
        Files.writeString(
                record,
                text.replaceFirst("\"sha256\": \"[0-9a-f]{8}", "\"sha256\": \"00000000")
                        .replaceFirst("\"system\": \"", "\"system\": \"Another, "));
        Outcome again = console.run("reproduce", recorded.toString());
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.out())
                .contains("1 of 2 stages came out the same", "The first that did not: pretraining mae, seed 0.")
                .contains("system: Another, ");
        Outcome longer = console.run(
                "reproduce",
                recorded.toString(),
                "--out",
                folder.resolve("longer").toString(),
                "--set",
                "pretraining.mae.epochs=2");
        assertThat(longer.out())
                .contains("other bytes   pretraining mae, seed 0", "It was made from something else:")
                .contains("component.epochs: 1 against 2");
    }

    @Test
    void aFolderWithSomethingElseIsRefused() throws IOException {
        Outcome refused = console.run(
                "reproduce",
                recorded.toString(),
                "--out",
                folder.resolve("runs").toString());
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("PECO-611", "is not empty");
        assertThat(console.run("reproduce", folder.toString()).err()).contains("PECO-602");
    }

    @Test
    void runsAreComparedByStudyAndResult() {
        Outcome longer = console.run(
                "run",
                folder.resolve("tiny.conf").toString(),
                "--seeds",
                "2",
                "--set",
                "pretraining.mae.epochs=2",
                "--threads",
                "1",
                "--out",
                folder.resolve("longer").toString());
        assertThat(longer.exit()).as(longer.err()).isZero();
        Outcome compared = console.run(
                "compare", recorded.toString(), folder.resolve("longer/tiny").toString());
        assertThat(compared.exit()).as(compared.err()).isZero();
        assertThat(compared.out())
                .containsPattern("pretraining\\.mae\\.epochs +1 +2")
                .containsPattern("seeds +\\[0] +\\[0,1]")
                .contains("What they were made with: the same")
                .containsPattern("vit / mae / knn +top-1, k = 1, % +[0-9.]+ +[0-9.]+ ± [0-9.]+ +"
                        + "(the same|[+-]?[0-9.]+), one seed in common");
        Outcome same = console.run("compare", recorded.toString(), recorded.toString());
        assertThat(same.out()).contains("the same, one seed").doesNotContain("±");
    }
}
