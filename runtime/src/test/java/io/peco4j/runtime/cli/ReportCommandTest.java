package io.peco4j.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.task.Score;
import io.peco4j.runtime.event.StageInfo;
import io.peco4j.runtime.record.Provenance;
import io.peco4j.runtime.record.Records;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.RunRecord.Cell;
import io.peco4j.runtime.record.StageRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ReportCommandTest {
    private static final String CONTROL = "No pretraining beats none, the control";
    private static final String OUTCOME = "With mae pretraining the probe is ";

    @TempDir
    private Path folder;

    @Test
    void whatTheControlSaysComesFirst() throws IOException {
        Path run = Files.createDirectories(folder.resolve("runs/s"));
        Records.write(run.resolve("run.json"), run());
        assertThat(report("" + run)).containsSubsequence(CONTROL, OUTCOME, "Report: ");

        Path page = folder.resolve("pages.html");
        assertThat(report("" + run, "--out", "" + page)).containsSubsequence(CONTROL, OUTCOME);
        String text = Files.readString(page);
        String contents = text.substring(text.indexOf("<nav"), text.indexOf("</nav>"));
        assertThat(contents).containsSubsequence(CONTROL, OUTCOME);
    }

    private static String report(String... arguments) {
        StringWriter out = new StringWriter();
        int code = new CommandLine(new ReportCommand())
                .setOut(new PrintWriter(out, true))
                .execute(arguments);
        assertThat(code).isZero();
        return out.toString();
    }

    /** A run in which a pretraining does as well as none. */
    private static RunRecord run() {
        Provenance nowhere = new Provenance("", "", "", "", "", 1, "", "", Map.of());
        List<StageRecord> stages = new ArrayList<>();
        List<Cell> cells = new ArrayList<>();
        double[][] scores = {{30, 31, 32.5}, {30.2, 30.9, 32.8}};
        for (int seed = 0; seed < 3; seed++) {
            for (String name : List.of("none", "mae")) {
                boolean none = name.equals("none");
                stages.add(new StageRecord(
                        new StageInfo(name + seed, "pretraining", name, name, seed),
                        "",
                        List.of(),
                        none ? 0 : 1,
                        none ? 0 : 10,
                        1,
                        1,
                        1,
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        nowhere,
                        List.of()));
                Score score = Score.percent("top-1", scores[none ? 0 : 1][seed]);
                cells.add(new Cell(Map.of("pretraining", name), "probe", seed, name + seed, List.of(score)));
            }
        }
        return new RunRecord("s", "", "", "", 1, stages, List.of(), cells, List.of(), List.of(), List.of());
    }
}
