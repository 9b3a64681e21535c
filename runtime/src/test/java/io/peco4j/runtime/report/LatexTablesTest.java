package io.peco4j.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.task.Score;
import io.peco4j.dsl.Published;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.RunRecord.Cell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LatexTablesTest {
    @TempDir
    private Path folder;

    @Test
    void whatLatexWouldTakeForCommandsStandsForItself() {
        assertThat(LatexTables.escaped("50 % of a_b & c\\d {#1} $x$ ~^ <|>\n"))
                .isEqualTo(
                        "50 \\% of a\\_b \\& c\\textbackslash{}d \\{\\#1\\} \\$x\\$ \\textasciitilde{}\\textasciicircum{}"
                                + " \\textless{}\\textbar{}\\textgreater{} ");
        assertThat(LatexTables.escaped("−2.3 ± 0.5")).isEqualTo("\\ensuremath{-}2.3 \\ensuremath{\\pm} 0.5");
    }

    @Test
    void figuresKeepTheirSignAndThePlacesOfThePaper() {
        // The difference is 0.30 with an interval of 0.28 to each side.
        Map<String, List<Double>> scores =
                Map.of("pixel", List.of(40.0, 41.0, 42.0), "perceptual", List.of(40.1873, 41.3, 42.4127));
        List<Cell> cells = new ArrayList<>();
        for (String tokenizer : List.of("pixel", "perceptual")) {
            List<Double> bySeed = scores.getOrDefault(tokenizer, List.of());
            for (int seed = 0; seed < bySeed.size(); seed++) {
                Score score = Score.percent("top-1", bySeed.get(seed));
                cells.add(new Cell(Map.of("tokenizer", tokenizer), "probe", seed, "", List.of(score)));
            }
        }
        Published published =
                Published.in("a paper").on("probe").figure("pixel", 84.15).figure("perceptual", 123.4);
        Comparison comparison = Comparison.of(cells);
        Map<String, String> tables =
                LatexTables.of(comparison, List.of(new PaperComparison(published, cells, comparison)));
        assertThat(tables.get("differences.tex"))
                .startsWith("% * more than the noise: ")
                .contains("{0.3\\ensuremath{^*}} & {0.02 to 0.58} & {0.4} \\\\");
        assertThat(tables.get("paper-1.tex")).contains("{pixel} & {84.15} &", "{perceptual} & {123.40} &");
    }

    @Test
    void theMainTablesLieBesideThoseOfTheTasks() throws Exception {
        RunRecord run = Studies.perceptualAgainstPixel();
        new Report(run, folder::resolve).write(folder);
        String results = Files.readString(folder.resolve("tables/results.tex"));
        assertThat(results.lines())
                .startsWith(
                        "\\begin{tabular}{lrr}",
                        "\\toprule",
                        "{tokenizer} & {linear-probe: top-1 (\\%)} & {classification: top-1 (\\%)} \\\\",
                        "\\midrule")
                .endsWith("\\bottomrule", "\\end{tabular}");
        assertThat(results.lines().filter(line -> line.startsWith("{perceptual} &")))
                .singleElement()
                .asString()
                .contains("\\textbf{47", "\\ensuremath{\\pm}");
        assertThat(folder.resolve("tables/differences.tex")).content().contains("95 \\% interval", "{pixel}", " to ");
        assertThat(folder.resolve("tables/paper-1.tex")).content().contains("{published: PeCo, Table 7}", "{82.4}");
        List<String> intervals = Comparison.of(run.cells()).differences().stream()
                .flatMap(each -> each.interval().stream())
                .toList();
        assertThat(intervals).isNotEmpty();
        assertThat(folder.resolve(Report.PAGE)).content().contains(intervals);
    }
}
