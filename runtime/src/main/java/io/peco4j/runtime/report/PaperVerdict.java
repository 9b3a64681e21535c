package io.peco4j.runtime.report;

import io.peco4j.api.task.Score.Better;
import io.peco4j.dsl.Published.Sign;
import io.peco4j.runtime.report.PaperPair.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a run finds the published order, in one plain sentence. Every figure in it is computed. */
final class PaperVerdict {
    private static final int MOST = 3;

    private final PaperComparison paper;
    private final List<PaperPair> pairs;
    private final String where;

    private PaperVerdict(PaperComparison paper) {
        this.paper = paper;
        this.pairs = paper.pairs();
        this.where = " (" + paper.published().source() + ", beside "
                + paper.published().task() + ")";
    }

    /**
     * The sentence.
     *
     * <p>What disagrees comes first, then what agrees; else it says that nothing shows, or that the noise is unknown.
     * It states three differences at most, and names the choices without a result.
     */
    static String of(PaperComparison paper) {
        return new PaperVerdict(paper).sentence();
    }

    private String sentence() {
        if (pairs.isEmpty()) {
            return "No order is given to compare with" + where + ".";
        }
        List<PaperPair> against = all(Outcome.DISAGREES);
        List<PaperPair> agreeing = all(Outcome.AGREES);
        List<PaperPair> hidden = all(Outcome.WITHIN_THE_NOISE);
        List<PaperPair> open = all(Outcome.NOISE_UNKNOWN);
        List<String> parts = new ArrayList<>();
        if (!against.isEmpty()) {
            parts.add("The order disagrees with the paper" + where + " in " + against.size() + " of " + pairs.size()
                    + ": " + clauses(against));
            add(parts, agreeing, "agrees", "agree");
            add(parts, hidden, "is within the noise", "are within the noise");
        } else if (!agreeing.isEmpty()) {
            boolean whole = agreeing.size() == pairs.size();
            // Wide intervals agree with anything that was about equal.
            boolean byNoise = agreeing.stream().allMatch(pair -> pair.relation().sign() == Sign.ABOUT_EQUAL);
            parts.add("The order agrees with the paper" + (byNoise ? " within the noise" : "") + where
                    + (whole ? "" : " in " + agreeing.size() + " of " + pairs.size()) + ": " + clauses(agreeing));
            add(parts, hidden, "is within the noise", "are within the noise");
        } else if (!hidden.isEmpty()) {
            parts.add("Within the noise: "
                    + (hidden.size() == 1
                            ? "the published difference" + where + " does not show at this size"
                            : "none of the " + hidden.size() + " published differences" + where + " shows at this size")
                    + ": " + clauses(hidden));
        }
        if (!open.isEmpty()) {
            parts.add(
                    parts.isEmpty()
                            ? directions(open)
                            : open.size() + " with " + why(open) + ", so that its noise is unknown");
        }
        if (all(Outcome.NOT_COMPARED).size() == pairs.size()) {
            parts.add("The order is not compared with the paper" + where);
        }
        parts.addAll(reasons());
        return String.join("; ", parts) + ".";
    }

    private String directions(List<PaperPair> open) {
        List<PaperPair> directed = open.stream()
                .filter(pair -> pair.relation().sign() == Sign.WORSE)
                .toList();
        long same = directed.stream().filter(PaperPair::asPublished).count();
        return ResultsVerdict.capital(why(open)) + ", so that the noise is unknown"
                + (directed.isEmpty()
                        ? where
                        : "; the direction is that of the paper" + where + " in " + same + " of " + directed.size())
                + ": " + clauses(open);
    }

    /** Why the noise of these is unknown. */
    private static String why(List<PaperPair> open) {
        long one = open.stream().filter(PaperPair::isOfOneSeed).count();
        String same = "the same difference in every seed";
        return one == open.size() ? "one seed" : one == 0 ? same : "one seed or " + same;
    }

    /** Why some are not compared. */
    private List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        List<String> missing = paper.missing();
        if (!missing.isEmpty()) {
            reasons.add(String.join(" and ", missing) + (missing.size() == 1 ? " has" : " have") + " no result");
        }
        for (PaperPair pair : all(Outcome.NOT_COMPARED)) {
            String both = pair.relation().first() + " and " + pair.relation().second();
            Difference difference = pair.difference();
            if (difference == null) {
                if (!missing.contains(pair.relation().first())
                        && !missing.contains(pair.relation().second())) {
                    reasons.add(both + " have no seed in common");
                }
            } else if (difference.column().better() == Better.NEITHER) {
                reasons.add("no value of " + difference.column().score() + " is better than another");
            } else {
                reasons.add("a score of " + both + " is not a number");
            }
        }
        return reasons.stream().distinct().toList();
    }

    private List<PaperPair> all(Outcome outcome) {
        return pairs.stream().filter(pair -> pair.outcome() == outcome).toList();
    }

    private static void add(List<String> parts, List<PaperPair> some, String one, String several) {
        if (!some.isEmpty()) {
            parts.add(some.size() + " " + (some.size() == 1 ? one : several));
        }
    }

    private static String clauses(List<PaperPair> some) {
        String told = some.stream().limit(MOST).map(PaperPair::clause).collect(Collectors.joining("; "));
        return some.size() > MOST ? told + "; and " + (some.size() - MOST) + " more" : told;
    }
}
