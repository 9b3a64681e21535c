package io.peco4j.runtime.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.runtime.event.Event;
import io.peco4j.runtime.event.Listener;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.StageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files beside the results that cannot be written: told once, and nothing stops. */
final class UnwritableFilesTest {
    private static final StageInfo STAGE = new StageInfo("k", "tokenizer", "vqvae", "pixel", 0);

    @TempDir
    private Path folder;

    @Test
    void aFileInTheWayIsToldOnce() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("file"), "");
        List<String> told = new ArrayList<>();
        Listener curves = new CsvCurves(stage -> inTheWay.resolve("a.csv"), told::add);
        Listener events = new TensorBoardEvents(inTheWay, Clock.systemUTC(), told::add);
        Listener log = new RunLog(inTheWay.resolve("run.log"), Clock.systemUTC(), told::add);

        for (Listener each : List.of(curves, events, log)) {
            told.clear();
            each.on(new Event.StageStarted(STAGE, 2, 0));
            each.on(new Event.Measured(STAGE, 1, 0, Map.of("loss", 1.0)));
            each.on(new Event.StageFinished(STAGE, Duration.ZERO));
            assertThat(told).hasSize(1);
            assertThat(told.get(0)).startsWith(inTheWay.toString()).contains(" is not written any further: ");
        }
    }

    @Test
    void stagesHaveFilesOfTheirOwn() {
        List<String> names = List.of("small", "Small", "a / b", "a-b", "a_b", "a-b / c", "a / b-c", "a/b", "a:b");
        assertThat(names.stream().map(UnwritableFilesTest::stage).map(StageFiles::csv))
                .doesNotHaveDuplicates()
                .allMatch(file -> file.matches("tokenizer-[a-z0-9._+-]+-seed-3\\.csv"))
                .contains("tokenizer-small-seed-3.csv", "tokenizer-a+b-seed-3.csv");
        assertThat(names.stream().map(UnwritableFilesTest::stage).map(stage -> StageFiles.run(folder, stage)))
                .doesNotHaveDuplicates();
    }

    private static StageInfo stage(String name) {
        return new StageInfo("k", "tokenizer", "vqvae", name, 3);
    }
}
