package io.peco4j.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
    void theMainTablesLieBesideThoseOfTheTasks() throws Exception {
        new Report(Studies.perceptualAgainstPixel(), folder::resolve).write(folder);
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
    }
}
