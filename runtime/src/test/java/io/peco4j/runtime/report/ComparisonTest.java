package io.peco4j.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.peco4j.api.task.Score;
import io.peco4j.api.task.Score.Better;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.RunRecord.Cell;
import io.peco4j.runtime.report.Difference.Noise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class ComparisonTest {

    @Test
    void aClearDifferenceIsSaidWithItsFigures() {
        Comparison comparison = Comparison.of(
                cells("linear-probe", Better.HIGHER, new double[] {44.4, 44.8, 45.2}, new double[] {46.6, 47.1, 47.6}));
        assertThat(comparison.axes()).containsExactly("tokenizer");
        assertThat(comparison.best(comparison.rows().get(1), comparison.main().get(0)))
                .isTrue();
        assertThat(comparison.best(comparison.rows().get(0), comparison.main().get(0)))
                .isFalse();
        assertThat(ResultsVerdict.of(comparison))
                .isEqualTo("With perceptual tokens the linear probe is 2.3 points better than with pixel tokens"
                        + " (47.1 ± 0.5 against 44.8 ± 0.4, 3 seeds), more than the noise.");
    }

    @Test
    void pairingFindsWhatTheDeviationsHide() {
        // The seeds differ by tens of points, the tokenizers by about one within each seed.
        Comparison comparison = Comparison.of(
                cells("linear-probe", Better.HIGHER, new double[] {20, 50, 80}, new double[] {21, 51.1, 80.9}));
        assertThat(only(comparison).noise()).isEqualTo(Noise.MORE_THAN_THE_NOISE);
        assertThat(only(comparison).change().margin()).isCloseTo(4.3027 * 0.1 / Math.sqrt(3), within(1e-4));
    }

    @Test
    void chanceIsSaidToBeChance() {
        Comparison comparison = Comparison.of(
                cells("linear-probe", Better.HIGHER, new double[] {44, 45, 46}, new double[] {46, 45.2, 45}));
        assertThat(ResultsVerdict.of(comparison))
                .endsWith(", within the noise.")
                .contains("0.4 points better");
        assertThat(comparison.rows())
                .noneMatch(row -> comparison.best(row, comparison.main().get(0)));
    }

    @Test
    void oneSeedTellsNothingOfTheNoise() {
        Comparison comparison =
                Comparison.of(cells("linear-probe", Better.HIGHER, new double[] {44.8}, new double[] {47.1}));
        assertThat(ResultsVerdict.of(comparison))
                .isEqualTo("With perceptual tokens the linear probe is 2.3 points better than with pixel tokens"
                        + " (47.1 against 44.8); one seed: the noise is unknown.");
    }

    @Test
    void lowerIsBetterWhereTheScoreSaysSo() {
        Comparison comparison = Comparison.of(cells(
                "reconstruction", Better.LOWER, new double[] {0.30, 0.31, 0.32}, new double[] {0.40, 0.42, 0.41}));
        assertThat(only(comparison).direction()).isEqualTo("worse");
        assertThat(comparison.best(comparison.rows().get(0), comparison.main().get(0)))
                .isTrue();
    }

    @Test
    void aScoreThatIsNotANumberDecidesNothing() {
        Comparison comparison = Comparison.of(
                cells("linear-probe", Better.HIGHER, new double[] {44, Double.NaN, 45}, new double[] {46, 46, 46}));
        assertThat(only(comparison).noise()).isEqualTo(Noise.NOT_A_NUMBER);
        assertThat(ResultsVerdict.of(comparison)).contains("cannot be compared");
        assertThat(comparison.rows())
                .noneMatch(row -> comparison.best(row, comparison.main().get(0)));
    }

    @Test
    void tasksAndChoicesWithoutAnAxisFallIntoTheRowsThatTheyBelongTo() {
        List<Cell> cells = new ArrayList<>();
        for (long seed = 0; seed < 2; seed++) {
            cells.add(cell(Map.of("tokenizer", "pixel", "pretraining", "beit"), "probe", seed, 40 + seed));
            cells.add(cell(Map.of("tokenizer", "perceptual", "pretraining", "beit"), "probe", seed, 44 + seed));
            cells.add(cell(Map.of("pretraining", "moco"), "probe", seed, 30 + seed));
            cells.add(cell(Map.of("tokenizer", "pixel"), "words", seed, 10 + seed));
            cells.add(cell(Map.of("tokenizer", "perceptual"), "words", seed, 12 + seed));
        }
        Comparison comparison = Comparison.of(cells);
        assertThat(comparison.rows().stream().map(Row::choices).toList())
                .containsExactly(
                        Map.of("tokenizer", "pixel", "pretraining", "beit"),
                        Map.of("tokenizer", "perceptual", "pretraining", "beit"),
                        Map.of("pretraining", "moco"));
        assertThat(comparison.rows().get(0).values()).hasSize(2);
        assertThat(comparison.rows().get(2).values()).hasSize(1);
        // moco is compared with the mean over both tokenizers of beit, seed by seed: 30 against 42.
        assertThat(comparison.differences())
                .filteredOn(difference -> difference.axis().equals("pretraining"))
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.change().mean()).isEqualTo(-12);
                    assertThat(difference.change().count()).isEqualTo(2);
                });
    }

    @Test
    void theBaselineIsTheStudysFirstChoiceWhateverHasAResult() {
        List<Cell> all =
                cells("linear-probe", Better.HIGHER, new double[] {44.4, 44.8, 45.2}, new double[] {46.6, 47.1, 47.6});
        List<Cell> bySeed =
                all.stream().sorted(Comparator.comparingLong(Cell::seed)).toList();

        Comparison without = Comparison.of(run(bySeed.subList(1, bySeed.size())));
        assertThat(without.choices().get("tokenizer")).containsExactly("pixel", "perceptual");
        assertThat(only(without).baseline()).isEqualTo("pixel");
        assertThat(only(without).direction()).isEqualTo("better");
        assertThat(without.rows().stream().map(row -> row.choices().get("tokenizer")))
                .containsExactly("pixel", "perceptual");

        Comparison growing = Comparison.of(run(all.subList(3, 6)));
        assertThat(growing.choices().get("tokenizer")).containsExactly("pixel", "perceptual");
        assertThat(growing.differences()).isEmpty();
        assertThat(ResultsVerdict.of(growing)).startsWith("No choice can be compared with its baseline: ");

        RunRecord complete = run(bySeed);
        assertThat(Comparison.of(complete)).isEqualTo(Comparison.of(bySeed));
    }

    @Test
    void quantilesAreThoseOfStudentsDistribution() {
        for (int freedom = 1; freedom <= 200; freedom++) {
            double quantile = StudentT.quantile(freedom, Looks.ONCE);
            assertThat(0.5 + integral(freedom, quantile))
                    .as("%d degrees", freedom)
                    .isCloseTo(0.975, within(5e-6));
        }
    }

    /** Of the density of Student's t from 0 to the bound, by Simpson's rule. */
    private static double integral(int freedom, double bound) {
        double ratio = 1 / Math.sqrt(Math.PI); // gamma((n + 1) / 2) / gamma(n / 2) for n = 1
        for (int n = 1; n < freedom; n++) {
            ratio = n / 2.0 / ratio;
        }
        int parts = 4000;
        double sum = 0;
        for (int i = 0; i <= parts; i++) {
            double x = bound * i / parts;
            double weight = i == 0 || i == parts ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.pow(1 + x * x / freedom, -(freedom + 1) / 2.0);
        }
        return ratio / Math.sqrt(freedom * Math.PI) * sum * bound / parts / 3;
    }

    @Property(tries = 200)
    void exchangingTheChoicesTurnsTheDifferenceAround(
            @ForAll @Size(4) List<@DoubleRange(max = 100) Double> first,
            @ForAll @Size(4) List<@DoubleRange(max = 100) Double> second) {
        Difference one = only(Comparison.of(cells("t", Better.HIGHER, array(first), array(second))));
        Difference other = only(Comparison.of(cells("t", Better.HIGHER, array(second), array(first))));
        assertThat(other.change().mean()).isCloseTo(-one.change().mean(), within(1e-9));
        assertThat(other.change().margin()).isCloseTo(one.change().margin(), within(1e-9));
        assertThat(other.noise()).isEqualTo(one.noise());
    }

    /** Of scores that are shares of few pictures, equal differences are no rarity. */
    @Property(tries = 200)
    void equalDifferencesOfDifferentScoresTellNothing(
            @ForAll @Size(min = 2, max = 5) List<@DoubleRange(min = 1, max = 100) Double> scores,
            @ForAll @DoubleRange(min = 0.1, max = 50) double shift) {
        Assume.that(Collections.max(scores) - Collections.min(scores) > 1e-3);
        double[] shifted = scores.stream().mapToDouble(score -> score + shift).toArray();
        Comparison comparison = Comparison.of(cells("t", Better.HIGHER, array(scores), shifted));
        assertThat(only(comparison).noise()).isEqualTo(Noise.SPREAD_UNKNOWN);
        assertThat(only(comparison).margin()).isInfinite();
        assertThat(only(comparison).power()).isEmpty();
        assertThat(ResultsVerdict.of(comparison)).endsWith("; the same in every seed: the noise is unknown.");
        assertThat(comparison.rows())
                .noneMatch(row -> comparison.best(row, comparison.main().get(0)));
    }

    @Test
    void whatHasNoNoiseIsCertain() {
        Comparison comparison =
                Comparison.of(cells("t", Better.HIGHER, new double[] {0.1, 0.1, 0.1}, new double[] {0.3, 0.3, 0.3}));
        assertThat(only(comparison).noise()).isEqualTo(Noise.MORE_THAN_THE_NOISE);
        assertThat(only(comparison).power()).isEmpty();
        assertThat(comparison.best(comparison.rows().get(1), comparison.main().get(0)))
                .isTrue();
    }

    @Test
    void tablesCarryNamesWithSeparators() {
        Comparison comparison = Comparison.of(
                List.of(cell(Map.of("tokenizer", "a,\"b\""), "t", 0, 1), cell(Map.of("tokenizer", "c|d"), "t", 0, 2)));
        assertThat(PlainTables.csv(comparison).lines().toList())
                .containsExactly(
                        "tokenizer,t: top-1 (%) mean,t: top-1 (%) deviation,t: top-1 (%) seeds",
                        "\"a,\"\"b\"\"\",1.0,,1", "c|d,2.0,,1");
        assertThat(PlainTables.markdown(comparison, List.of(), List.of()))
                .contains("| tokenizer | t: top-1 (%) |", "| --- | ---: |", "| c\\|d | 2.00 |");
    }

    /** A run of a study that names pixel first. */
    private static RunRecord run(List<Cell> cells) {
        String text = """
                study = s, data = scenes, encoder = vit, pretraining = beit, task = linear-probe, seeds = [0, 1, 2]
                tokenizer {
                  pixel = vqvae
                  perceptual { component = vqvae, epochs = 2 }
                }
                """;
        return new RunRecord("s", text, "", "", 1, List.of(), List.of(), cells, List.of(), List.of(), List.of());
    }

    private static Difference only(Comparison comparison) {
        return comparison.differences().get(0);
    }

    private static List<Cell> cells(String task, Better better, double[] pixel, double[] perceptual) {
        List<Cell> cells = new ArrayList<>();
        Map<String, double[]> tokenizers = new LinkedHashMap<>();
        tokenizers.put("pixel", pixel);
        tokenizers.put("perceptual", perceptual);
        tokenizers.forEach((tokenizer, values) -> {
            for (int seed = 0; seed < values.length; seed++) {
                Map<String, String> axes = Map.of("tokenizer", tokenizer, "pretraining", "beit");
                cells.add(new Cell(axes, task, seed, "", List.of(new Score("top-1", values[seed], "%", better))));
            }
        });
        return cells;
    }

    private static Cell cell(Map<String, String> axes, String task, long seed, double value) {
        return new Cell(axes, task, seed, "", List.of(Score.percent("top-1", value)));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
