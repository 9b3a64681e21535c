package io.peco4j.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.task.Score;
import io.peco4j.api.task.Score.Better;
import io.peco4j.dsl.Published;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.RunRecord.Cell;
import io.peco4j.runtime.report.PaperPair.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PaperComparisonTest {
    private static final Published PAPER = Published.in("Table 4").on("probe");

    private final Map<String, double[]> tokenizers = new LinkedHashMap<>();
    private Better better = Better.HIGHER;

    @Test
    void theOrderAgrees() {
        given("dalle", 6.1, 6.4, 5.8);
        given("pixel", 10.4, 10.1, 10.2);
        given("perceptual", 29.5, 29.9, 29.8);
        assertThat(sentence(PAPER.order("dalle < pixel < perceptual")))
                .isEqualTo(
                        "The order agrees with the paper (Table 4, beside probe): pixel is 4.13 points better than dalle"
                                + " (10.2 ± 0.2 against 6.10 ± 0.30, 3 seeds); perceptual is 19.5 points better than pixel"
                                + " (29.7 ± 0.2 against 10.2 ± 0.2, 3 seeds).");
    }

    @Test
    void theOrderDisagreesInPart() {
        given("dalle", 6.1, 6.4, 5.8);
        given("pixel", 31.4, 31.9, 32.1);
        given("perceptual", 29.5, 29.9, 29.8);
        given("adversarial", 29.4, 30.0, 29.7);
        assertThat(sentence(PAPER.order("dalle < pixel < perceptual")
                        .order("pixel ~ dalle")
                        .order("perceptual < adversarial")))
                .isEqualTo("The order disagrees with the paper (Table 4, beside probe) in 2 of 4:"
                        + " perceptual is 2.1 points worse than pixel (29.7 ± 0.2 against 31.8 ± 0.4, 3 seeds), more than the noise;"
                        + " dalle is 25.70 points worse than pixel (6.10 ± 0.30 against 31.8 ± 0.4, 3 seeds), more than the noise,"
                        + " published as about equal; 1 agrees; 1 is within the noise.");
    }

    @Test
    void nothingShowsWithinTheNoise() {
        given("dalle", 30, 29, 31);
        given("pixel", 30.4, 28.8, 31.2);
        given("perceptual", 29.9, 30.1, 30.6);
        assertThat(sentence(PAPER.order("dalle < pixel < perceptual")))
                .startsWith(
                        "Within the noise: none of the 2 published differences (Table 4, beside probe) shows at this size:"
                                + " pixel is 0.1 points better than dalle (");
        assertThat(sentence(PAPER.order("pixel<perceptual")))
                .startsWith(
                        "Within the noise: the published difference (Table 4, beside probe) does not show at this size: ");
        assertThat(sentence(PAPER.order("dalle ~ pixel")))
                .startsWith(
                        "The order agrees with the paper within the noise (Table 4, beside probe): no difference beyond the noise between"
                                + " pixel and dalle (")
                .endsWith(", as published.");
    }

    @Test
    void oneSeedGivesTheDirectionOnly() {
        given("dalle", 6.1);
        given("pixel", 10.2);
        given("perceptual", 9.2);
        assertThat(sentence(PAPER.order("dalle < pixel < perceptual").order("pixel ~ perceptual")))
                .isEqualTo("One seed, so that the noise is unknown; the direction is that of the paper"
                        + " (Table 4, beside probe) in 1 of 2: pixel is 4.10 points better than dalle (10.2 against 6.10);"
                        + " perceptual is 1.00 points worse than pixel (9.20 against 10.2);"
                        + " perceptual is 1.00 points worse than pixel (9.20 against 10.2), published as about equal.");
    }

    @Test
    void equalDifferencesGiveTheDirectionOnly() {
        given("pixel", 10, 11, 13);
        given("perceptual", 12, 13, 15);
        assertThat(sentence(PAPER.order("pixel < perceptual")))
                .startsWith(
                        "The same difference in every seed, so that the noise is unknown; the direction is that of the"
                                + " paper (Table 4, beside probe) in 1 of 1: perceptual is 2.0 points better than pixel (");
    }

    @Test
    void aChoiceWithoutAResultIsNamed() {
        given("pixel", 10.4, 10.1, 10.2);
        given("perceptual", 29.5, 29.9, 29.8);
        assertThat(sentence(PAPER.order("dalle < pixel < perceptual")))
                .startsWith("The order agrees with the paper (Table 4, beside probe) in 1 of 2: perceptual is 19.5")
                .endsWith("; dalle has no result.");
        assertThat(sentence(PAPER.order("dalle < other")))
                .isEqualTo(
                        "The order is not compared with the paper (Table 4, beside probe); dalle and other have no result.");
        assertThat(sentence(PAPER.on("absent").order("pixel < perceptual")))
                .endsWith("pixel and perceptual have no result.");
        assertThat(sentence(PAPER)).isEqualTo("No order is given to compare with (Table 4, beside probe).");
        assertThat(page(PAPER.figure("dalle", 6.1).order("pixel < perceptual")))
                .contains(
                        "Comparison with the paper: Table 4",
                        "no result",
                        "6.1",
                        "29.7",
                        "compare the order, not the values");
    }

    @Test
    void worseFollowsTheScore() {
        better = Better.LOWER;
        given("pixel", 10.4, 10.1, 10.2);
        given("perceptual", 29.5, 29.9, 29.8);
        assertThat(outcome(PAPER.order("perceptual < pixel"))).isEqualTo(Outcome.AGREES);
        assertThat(outcome(PAPER.order("pixel < perceptual"))).isEqualTo(Outcome.DISAGREES);
        better = Better.NEITHER;
        assertThat(outcome(PAPER.order("pixel < perceptual"))).isEqualTo(Outcome.NOT_COMPARED);
        assertThat(sentence(PAPER.order("pixel < perceptual"))).endsWith("; no value of top-1 is better than another.");
        assertThat(outcome(PAPER.order("pixel ~ perceptual"))).isEqualTo(Outcome.DISAGREES);
        better = Better.HIGHER;
        given("pixel", 10.4, Double.NaN, 10.2);
        assertThat(sentence(PAPER.order("pixel < perceptual")))
                .endsWith("; a score of pixel and perceptual is not a number.");
    }

    @Test
    void seedsArePairedAndOtherAxesAveragedFirst() {
        List<Cell> cells = new ArrayList<>();
        for (long seed = 0; seed < 3; seed++) {
            for (String encoder : List.of("small", "large")) {
                // Seeds and encoders differ by tens of points, the tokenizers by about one within each.
                double base = 20 * seed + (encoder.equals("large") ? 30 : 0);
                cells.add(cell(Map.of("tokenizer", "pixel", "encoder", encoder), seed, base));
                cells.add(cell(Map.of("tokenizer", "perceptual", "encoder", encoder), seed, base + 1 + 0.1 * seed));
            }
        }
        PaperComparison paper = new PaperComparison(PAPER.order("pixel < perceptual"), cells, Comparison.of(cells));
        assertThat(paper.pairs().get(0).outcome()).isEqualTo(Outcome.AGREES);
        assertThat(paper.measured("pixel")).map(Statistic::count).isEqualTo(Optional.of(3));
        assertThat(paper.measured("pixel")).map(Statistic::mean).isEqualTo(Optional.of(35.0));
    }

    @Test
    void theSentenceStandsBelowTheTable() {
        RunRecord run = Studies.perceptualAgainstPixel();
        Report report = new Report(run, Path.of("nowhere")::resolve);
        assertThat(report.paperVerdicts())
                .singleElement()
                .satisfies(verdict -> assertThat(report.table()).endsWith(verdict + "\n"))
                .asString()
                .startsWith("The order agrees with the paper (PeCo, Table 7, beside linear-probe): perceptual is ");
        assertThat(report.table()).contains(report.verdict());
        assertThat(report.html()).contains(">82.4<", ">84.0<", "Figures invented for a test.");
    }

    private void given(String tokenizer, double... values) {
        tokenizers.put(tokenizer, values);
    }

    private PaperComparison paper(Published published) {
        List<Cell> cells = cells();
        return new PaperComparison(published, cells, Comparison.of(cells));
    }

    private String sentence(Published published) {
        return PaperVerdict.of(paper(published));
    }

    private Outcome outcome(Published published) {
        return paper(published).pairs().get(0).outcome();
    }

    private String page(Published published) {
        Html html = new Html();
        new PaperSection(paper(published), Legend.WITH_EACH_SECTION).write(html);
        return html.done();
    }

    private List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        tokenizers.forEach((tokenizer, values) -> {
            List<Double> all = Arrays.stream(values).boxed().toList();
            for (int seed = 0; seed < all.size(); seed++) {
                cells.add(cell(Map.of("tokenizer", tokenizer, "pretraining", "beit"), seed, all.get(seed)));
            }
        });
        return cells;
    }

    private Cell cell(Map<String, String> axes, long seed, double value) {
        return new Cell(axes, "probe", seed, "", List.of(new Score("top-1", value, "%", better)));
    }
}
