package io.peco4j.runtime.report;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.peco4j.api.task.Score;
import io.peco4j.api.task.Score.Better;
import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.RunRecord.Cell;
import io.peco4j.runtime.record.Stopping;
import io.peco4j.runtime.record.Stopping.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class SeedsVerdictTest {

    @Test
    void meansDoNotMatterToTheRuleAndSpreadsDo() {
        double[] noise = {0.2, -0.4, 0.1, 0.3};
        double smallest = SpreadRule.smallest(run(0, noise)).orElseThrow();
        assertThat(SpreadRule.smallest(run(25, noise)).orElseThrow())
                .isCloseTo(smallest, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(SpreadRule.smallest(run(0, 0.4, -0.8, 0.2, 0.6)).orElseThrow())
                .isCloseTo(2 * smallest, org.assertj.core.api.Assertions.within(1e-3));
        assertThat(SpreadRule.smallest(run(3, 0.2))).isEmpty();
    }

    @Test
    void seedsOfEqualDifferencesAreNeverEnough() {
        RunRecord run = run(List.of(40.0, 41.0, 43.0), List.of(40.5, 41.5, 43.5))
                .with(new Stopping(0.5, 0, 3, Reason.GOES_ON, 3, ""));
        assertThat(SpreadRule.smallest(run)).hasValue(Double.POSITIVE_INFINITY);
        assertThat(SeedsVerdict.of(run, Comparison.of(run)).orElseThrow())
                .contains("after 3 seeds it would not yet", "the same in every seed.")
                .doesNotContain("infinite");
        RunRecord certain = run(List.of(40.0, 40.0, 40.0), List.of(40.5, 40.5, 40.5));
        assertThat(SpreadRule.smallest(certain)).hasValue(0);
    }

    @Test
    void whatIsJudgedIsNamedAndAComparisonWithoutANumberShowsNothing() {
        RunRecord run = run(1, 0.2, -0.4, 0.1, 0.3).with(new Stopping(5, 0, 3, Reason.WOULD_SHOW, 4, ""));
        RunRecord more = with(run, cell -> {
            double value = cell.scores().get(0).value();
            return List.of(
                    new Cell(cell.axes(), "knn", cell.seed(), "", List.of(Score.percent("top-1", value))),
                    new Cell(cell.axes(), "words", cell.seed(), "", List.of(new Score("L1", value, "", Better.LOWER))));
        });
        assertThat(SeedsVerdict.of(more, Comparison.of(more)).orElseThrow())
                .contains("would show in every comparison of probe (top-1), knn (top-1), in four", "it would.");

        for (boolean number : List.of(true, false)) {
            RunRecord lacking = with(
                    run,
                    cell -> number && cell.axes().containsValue("pixel")
                            ? List.of()
                            : List.of(new Cell(
                                    cell.axes(),
                                    "knn",
                                    cell.seed(),
                                    "",
                                    List.of(Score.percent("top-1", number ? 40 + cell.seed() : Double.NaN)))));
            assertThat(SpreadRule.smallest(lacking)).isEmpty();
            assertThat(SeedsVerdict.of(lacking, Comparison.of(lacking)).orElseThrow())
                    .contains("it would not.")
                    .doesNotContain("it would.");
        }
    }

    @Test
    void seedsThatWereAddedWidenTheIntervalsAndAreSaid() {
        RunRecord fixed = run(1, 0.2, -0.4, 0.1, 0.3);
        RunRecord added = fixed.with(new Stopping(0.5, 7200, 3, Reason.OUT_OF_TIME, 4, "study"));
        Difference before = Comparison.of(fixed).differences().get(0);
        Difference after = Comparison.of(added).differences().get(0);
        assertThat(before.noise()).isEqualTo(Difference.Noise.MORE_THAN_THE_NOISE);
        assertThat(after.margin() / before.margin()).isBetween(1.42, 1.43); // t of 3: 4.541 and 3.182
        assertThat(new Report(added, key -> Path.of("nowhere")).html())
                .contains("until a difference of 0.500 points would show")
                .contains("after 4 seeds another one would have taken more than the 2 h 0 min that were allowed");
        assertThat(new Report(fixed, key -> Path.of("nowhere")).table()).doesNotContain("one by one");
    }

    /** Only the seeds that it led to are told by its reason, and with figures of these seeds alone. */
    @Test
    void seedsThatWereAskedForLaterAreToldFromThoseThatWereAdded() {
        RunRecord five = run(1, 0.2, -0.4, 0.1, 0.3, -0.2);
        assertThat(verdict(five.with(new Stopping(2, 0, 3, Reason.WOULD_SHOW, 3, ""))))
                .contains("Of 5 seeds, 3 were added one by one until a difference of 2 points would show")
                .contains("; after 3 seeds it would. The other 2 were asked for. With these 5, a difference of 0.6")
                .contains("The intervals are wider for it");
        assertThat(verdict(five.with(new Stopping(0.1, 60, 3, Reason.OUT_OF_TIME, 4, ""))))
                .contains("; after 4 seeds another one would have taken more than the 1 min")
                .contains("The other one was asked for.");
        assertThat(verdict(five.with(new Stopping(0.1, 0, 3, Reason.MOST_SEEDS, 20, ""))))
                .contains("Seeds were added one by one")
                .contains("; after 20, the greatest number that the intervals are made for, it would not yet.")
                .contains("Of these, 5 are in this run. With these 5, a difference of");
        double[] many = new double[25];
        Arrays.setAll(many, i -> Math.sin(i));
        // As earlier versions recorded it.
        assertThat(verdict(run(1, many).with(new Stopping(0.1, 0, 3, Reason.MOST_SEEDS, 0, ""))))
                .contains(
                        "Of 25 seeds, 20 were added", "; after 20, the greatest number", "The other 5 were asked for");
    }

    private static Stopping rule(int first) {
        return new Stopping(1, 0, first, Reason.WOULD_SHOW, first, "");
    }

    private static String verdict(RunRecord run) {
        return SeedsVerdict.of(run, Comparison.of(run)).orElseThrow();
    }

    @Test
    void aPlanSaysWhatItsSeedsCouldTellOnceARunKnowsTheSpread() {
        assertThat(PlannedPower.of(run(1, 0.2), 3, List.of())).containsExactly(PlannedPower.UNKNOWN);
        List<String> lines = PlannedPower.of(run(1, 1.0, -1.0, 1.0, -1.0), 8, List.of());
        // The deviation is 1.155: 8 seeds tell 1.155 times 1.153, and 13 tell one point, as tables of the test have it.
        assertThat(lines)
                .containsExactly(
                        "What 8 seeds could tell (95 %, paired, power 80 %), by the spread of 4 that ran on 2026-11-29:",
                        "  probe (top-1): 1.33 points; 1 point takes 13 seeds");
        assertThat(PlannedPower.of(run(1, 1.0, -1.0, 1.0, -1.0), 8, List.of(rule(9)))
                        .get(1))
                .isEqualTo("  probe (top-1): 1.33 points; 1 point takes 17 seeds");
        assertThat(PlannedPower.of(run(1, 1.0, -1.0, 1.0, -1.0), 8, List.of(rule(3))))
                .first(as(STRING))
                .endsWith("2026-11-29; seeds were added by it, which takes more:");
        assertThat(PlannedPower.of(run(1, 1.0, -1.0, 1.0, -1.0), 8, List.of(rule(3)))
                        .get(1))
                .isEqualTo("  probe (top-1): 1.62 points; 1 point takes 17 seeds");
        assertThat(PlannedPower.of(run(1, 1.0, -1.0, 1.0, -1.0), 8, List.of(rule(14)))
                        .get(1))
                .endsWith("1 point takes 13 seeds");
        assertThat(PlannedPower.ofSeeds(2)).singleElement().asString().startsWith("Two seeds decide nothing");
        assertThat(PlannedPower.ofSeeds(3)).isEmpty();
    }

    /** The same with further cells for each cell. */
    private static RunRecord with(RunRecord run, Function<Cell, List<Cell>> others) {
        List<Cell> cells = new ArrayList<>(run.cells());
        run.cells().forEach(cell -> cells.addAll(others.apply(cell)));
        return new RunRecord("s", "", "", "", 1, List.of(), List.of(), cells, List.of(), List.of(), List.of())
                .with(run.stopping().get(0));
    }

    /** Two choices, a mean difference, and how each seed deviates from it. */
    private static RunRecord run(double difference, double... noise) {
        return run(
                Collections.nCopies(noise.length, 40.0),
                Arrays.stream(noise).mapToObj(each -> 40 + difference + each).toList());
    }

    /** The scores of two choices by seed. */
    private static RunRecord run(List<Double> pixel, List<Double> perceptual) {
        List<Cell> cells = new ArrayList<>();
        for (int seed = 0; seed < pixel.size(); seed++) {
            for (String choice : List.of("pixel", "perceptual")) {
                double value = (choice.equals("pixel") ? pixel : perceptual).get(seed);
                cells.add(new Cell(
                        Map.of("tokenizer", choice), "probe", seed, choice, List.of(Score.percent("top-1", value))));
            }
        }
        return new RunRecord(
                "s", "", "", "2026-11-29T10:00:00Z", 1, List.of(), List.of(), cells, List.of(), List.of(), List.of());
    }
}
