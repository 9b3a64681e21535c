package io.peco4j.runtime.report;

import io.peco4j.runtime.record.RunRecord;
import io.peco4j.runtime.record.Stopping;
import io.peco4j.runtime.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/** What a study that is planned could tell, as far as an earlier run knows its spread. */
public final class PlannedPower {
    /** What is said where no run knows the spread. */
    public static final String UNKNOWN = "How small a difference this study could tell is not known: an earlier run of"
            + " it, of two seeds or more, is needed to know the spread.";

    private static final int DATE = 10;

    private PlannedPower() {}

    /** What is to be said of the number of seeds alone; empty if there are enough. */
    public static List<String> ofSeeds(int seeds) {
        return switch (seeds) {
            case 1 -> List.of("One seed tells nothing of the noise.");
            case 2 -> List.of(SeedsVerdict.TWO);
            default -> List.of();
        };
    }

    /**
     * For each main score: the smallest difference that the planned seeds could tell, and the seeds that one point
     * would take, at 95 %, paired over the seeds, with a power of 80 %.
     *
     * @param earlier a run of the same study
     * @param seeds how many are planned
     * @param stopping the rule that the planned run would keep: one, which widens the intervals from its first look on,
     *     or none
     * @return {@link #UNKNOWN} alone if the run does not know the spread
     */
    public static List<String> of(RunRecord earlier, int seeds, List<Stopping> stopping) {
        Comparison comparison = Comparison.of(earlier);
        List<String> lines = new ArrayList<>();
        for (Column column : comparison.main()) {
            List<Double> deviations = comparison.differences().stream()
                    .filter(each -> each.column().equals(column) && each.power().isPresent())
                    .map(each -> each.change().deviation())
                    .sorted()
                    .toList();
            if (!deviations.isEmpty()) {
                lines.add("  " + line(column, deviations, seeds, stopping));
            }
        }
        if (lines.isEmpty()) {
            return List.of(UNKNOWN);
        }
        lines.add(
                0,
                "What " + ResultsVerdict.plural(seeds, "seed")
                        + " could tell (95 %, paired, power 80 %), by the spread of "
                        + comparison.seeds().size() + " that ran on "
                        + earlier.started()
                                .substring(0, Math.min(DATE, earlier.started().length()))
                        + (Looks.of(stopping, seeds) == Looks.ONCE ? "" : "; seeds were added by it, which takes more")
                        + ":");
        return List.copyOf(lines);
    }

    private static String line(Column column, List<Double> deviations, int seeds, List<Stopping> stopping) {
        String subject = column.task() + " (" + column.score() + "): ";
        String points = column.unit().equals("%") ? "; 1 point takes " + seedsForAPoint(deviations, stopping) : "";
        if (seeds < 2) {
            return subject + "nothing" + points;
        }
        Looks looks = Looks.of(stopping, seeds);
        ToDoubleFunction<Double> smallest = deviation -> new Power(deviation, seeds, looks).smallest();
        return subject
                + range(
                        text(smallest.applyAsDouble(deviations.get(0))),
                        text(smallest.applyAsDouble(deviations.get(deviations.size() - 1))))
                + ResultsVerdict.unit(column)
                + points;
    }

    private static String seedsForAPoint(List<Double> deviations, List<Stopping> stopping) {
        OptionalInt least = seedsForAPoint(deviations.get(0), stopping);
        OptionalInt most = seedsForAPoint(deviations.get(deviations.size() - 1), stopping);
        String greatest = most.isPresent() ? Integer.toString(most.getAsInt()) : "more than 10 000";
        return least.isPresent() ? range(Integer.toString(least.getAsInt()), greatest) + " seeds" : greatest + " seeds";
    }

    /** As many as do with narrow intervals, unless the rule widens those of so many. */
    private static OptionalInt seedsForAPoint(double deviation, List<Stopping> stopping) {
        OptionalInt once = new Power(deviation, 2).seedsFor(1);
        return once.isEmpty() ? once : new Power(deviation, 2, Looks.of(stopping, once.getAsInt())).seedsFor(1);
    }

    private static String text(double value) {
        return Figures.fixed(value, Statistic.placesOf(value));
    }

    private static String range(String least, String most) {
        return least.equals(most) ? least : least + " to " + most;
    }
}
