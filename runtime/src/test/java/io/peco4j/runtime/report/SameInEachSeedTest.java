package io.peco4j.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.task.Score;
import io.peco4j.dsl.Published;
import io.peco4j.runtime.record.RunRecord.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Differences and means of runs in which some results are missing. */
final class SameInEachSeedTest {

    /** Whatever is missing, seeds do not differ by it. */
    @Property(tries = 300)
    void scoresOfTheCombinationAloneDoNotVaryOverTheSeeds(
            @ForAll @Size(min = 1, max = 5) List<@Size(max = 6) Set<@IntRange(max = 5) Integer>> present) {
        List<SortedMap<Long, Double>> all = new ArrayList<>();
        for (int i = 0; i < present.size(); i++) {
            SortedMap<Long, Double> bySeed = new TreeMap<>();
            for (int seed : present.get(i)) {
                bySeed.put((long) seed, 10.0 * (1 << i));
            }
            all.add(bySeed);
        }
        int results = present.stream().mapToInt(Set::size).sum();
        int most = present.stream().mapToInt(Set::size).max().orElse(0);
        assertThat(SameInEachSeed.of(all).isPresent()).isEqualTo(most > 0);
        SameInEachSeed.of(all).ifPresent(same -> {
            List<Double> means = same.means(value -> value);
            assertThat(means).containsOnly(means.get(0)).hasSizeGreaterThanOrEqualTo(Math.min(3, most));
            assertThat(means.size() * same.combinations().size() + same.left()).isEqualTo(results);
        });
    }

    @Test
    void combinationsGoWhereThreeSeedsRemainAndSeedsWhereThatLeavesOutLess() {
        Difference three = difference(without(cells(3), "large", "perceptual", 2));
        assertThat(three.change().count()).isEqualTo(3);
        assertThat(three.change().mean()).isEqualTo(1);
        assertThat(three.left()).isEqualTo(2);
        Difference five = difference(without(cells(5), "large", "perceptual", 2));
        assertThat(five.change().count()).isEqualTo(4);
        assertThat(five.change().mean()).isEqualTo(3);
        assertThat(five.left()).isEqualTo(1);
        assertThat(difference(cells(3)).left()).isZero();
    }

    @Test
    void whatIsLeftOutIsCounted() {
        List<Cell> cells = without(cells(3), "large", "perceptual", 2);
        Comparison comparison = Comparison.of(cells);
        assertThat(ResultsVerdict.of(comparison)).contains(", 3 seeds, 2 pairs of results left out)");
        Html html = new Html();
        new ResultsSection(comparison, Legend.ONCE).write(html);
        Published published =
                Published.in("a paper").on("probe").figure("pixel", 1).figure("perceptual", 2);
        PaperComparison paper = new PaperComparison(published, cells, comparison);
        new PaperSection(paper, Legend.ONCE).write(html);
        assertThat(html.done()).contains(">2 pairs of results left out<", "> 2 results left out<");
        assertThat(paper.measured("perceptual")).map(Statistic::mean).hasValue(41.0);
    }

    private static Difference difference(List<Cell> cells) {
        return Comparison.of(cells).differences().stream()
                .filter(each -> each.axis().equals("tokenizer"))
                .findFirst()
                .orElseThrow();
    }

    /** The tokenizers differ by 1 on the small encoder, and by 5 on the large one, which is better by 30. */
    private static List<Cell> cells(int seeds) {
        List<Cell> cells = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            for (String encoder : List.of("small", "large")) {
                for (String tokenizer : List.of("pixel", "perceptual")) {
                    boolean large = encoder.equals("large");
                    double value = (large ? 70 : 40) + (tokenizer.equals("pixel") ? 0 : large ? 5 : 1);
                    cells.add(new Cell(
                            Map.of("encoder", encoder, "tokenizer", tokenizer),
                            "probe",
                            seed,
                            "",
                            List.of(Score.percent("top-1", value))));
                }
            }
        }
        return cells;
    }

    private static List<Cell> without(List<Cell> cells, String encoder, String tokenizer, long seed) {
        return cells.stream()
                .filter(cell -> cell.seed() != seed || !cell.axes().values().containsAll(Set.of(encoder, tokenizer)))
                .toList();
    }
}
