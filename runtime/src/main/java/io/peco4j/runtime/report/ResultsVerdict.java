package io.peco4j.runtime.report;

import io.peco4j.runtime.report.Difference.Noise;
import io.peco4j.runtime.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The outcome of a comparison, in plain English. Every figure in it is computed. */
final class ResultsVerdict {
    /** Tasks that are judged by several scores. */
    private final Set<String> several;

    private final Controls controls;

    private ResultsVerdict(Comparison comparison) {
        this.controls = comparison.controls();
        this.several =
                comparison.main().stream()
                        .collect(Collectors.groupingBy(Column::task, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .filter(entry -> entry.getValue() > 1)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
    }

    /**
     * One sentence for the whole study: what exceeds the noise, or that nothing does.
     *
     * <p>With several differences it states the first two that exceed the noise, in the study's order, and counts the
     * rest.
     */
    static String of(Comparison comparison) {
        return comparison.differences().isEmpty()
                ? nothingCompared(comparison)
                : new ResultsVerdict(comparison).of(comparison.differences());
    }

    private String of(List<Difference> all) {
        if (all.size() == 1) {
            return capital(clause(all.get(0))) + ".";
        }
        List<Difference> clear = all.stream()
                .filter(each -> each.noise() == Noise.MORE_THAN_THE_NOISE)
                .toList();
        if (!clear.isEmpty()) {
            List<Difference> told = new ArrayList<>(clear.subList(0, Math.min(2, clear.size())));
            if (told.size() == 1 && all.size() == 2) {
                told.addAll(all.stream().filter(each -> !told.contains(each)).toList());
            }
            return capital(told.stream().map(this::clause).collect(Collectors.joining("; ")))
                    + rest(clear.size(), all, told.size()) + ".";
        }
        if (all.stream().allMatch(each -> each.noise() == Noise.UNKNOWN)) {
            return capital(change(all.get(0))) + "; with one seed the noise is unknown, for this and the other "
                    + (all.size() == 2 ? "difference" : plural(all.size() - 1, "difference")) + ".";
        }
        boolean known = all.stream().allMatch(each -> each.noise() == Noise.WITHIN_THE_NOISE);
        return "None of the " + all.size() + " differences is " + (known ? "" : "known to be ")
                + "more than the noise: "
                + all.stream().limit(2).map(known ? this::change : this::clause).collect(Collectors.joining("; "))
                + (all.size() > 2 ? "; and so on" : "") + "." + power(all);
    }

    /** What a study could have told that told nothing, by the task that it names first; empty if that is unknown. */
    private String power(List<Difference> all) {
        Column column = all.get(0).column();
        String best = "";
        double smallest = Double.POSITIVE_INFINITY;
        for (Difference each : all) {
            double told = each.power().map(Power::smallest).orElse(Double.POSITIVE_INFINITY);
            if (each.column().equals(column) && told < smallest) {
                smallest = told;
                best = Figures.fixed(told, each.places(told));
            }
        }
        return best.isEmpty()
                ? ""
                : " With these seeds, " + subject(column) + " could have told a difference of " + best + unit(column)
                        + " at best, in four of five such studies.";
    }

    /**
     * One difference: {@code with perceptual tokens the linear probe is 2.3 points better ..., more than the noise}.
     */
    private String clause(Difference difference) {
        return change(difference)
                + switch (difference.noise()) {
                    case MORE_THAN_THE_NOISE -> ", more than the noise";
                    case WITHIN_THE_NOISE -> ", within the noise";
                    case UNKNOWN -> "; one seed: the noise is unknown";
                    case SPREAD_UNKNOWN -> "; the same in every seed: the noise is unknown";
                    case NOT_A_NUMBER -> "";
                };
    }

    private String change(Difference difference) {
        String start = "with " + choice(difference.axis(), difference.choice()) + " " + subject(difference.column());
        String than = choice(difference.axis(), difference.baseline());
        if (difference.noise() == Noise.NOT_A_NUMBER) {
            return start + " cannot be compared with " + than + ", because a score is not a number";
        }
        String figures = figures(difference);
        if (difference.isNone()) {
            return start + " is exactly as with " + than + figures;
        }
        return start + " is " + amount(difference) + " " + difference.direction() + " than with " + than + figures;
    }

    private String subject(Column column) {
        return several.contains(column.task())
                ? "the " + column.score() + " of " + words(column.task())
                : "the " + words(column.task());
    }

    /** Both sides, the number of seeds and what was left out, in brackets. */
    static String figures(Difference difference) {
        int seeds = difference.change().count();
        return " (" + difference.to().text() + " against " + difference.of().text()
                + (seeds == 1 ? "" : ", " + plural(seeds, "seed"))
                + (difference.left() == 0 ? "" : ", " + leftOut(difference)) + ")";
    }

    /** What does not count of it: {@code 2 pairs of results left out}. */
    static String leftOut(Difference difference) {
        return plural(difference.left(), "pair") + " of results left out";
    }

    /** The size of the difference with its unit; differences of percentages are points. */
    static String amount(Difference difference) {
        double size = Math.abs(difference.change().mean());
        return Figures.fixed(size, difference.places(size)) + unit(difference.column());
    }

    /** The unit of a difference, after a space: differences of percentages are points. */
    static String unit(Column column) {
        return column.unit().equals("%") ? " points" : column.unit().isEmpty() ? "" : " " + column.unit();
    }

    private String choice(String axis, String name) {
        return switch (axis) {
            case "tokenizer" -> name + " tokens";
            case Controls.PRETRAINING -> controls.words(name);
            default -> "the " + name + " " + words(axis);
        };
    }

    private static String nothingCompared(Comparison comparison) {
        if (comparison.main().isEmpty()) {
            return "No task has a result.";
        }
        String found = comparison.main().stream()
                .flatMap(column -> comparison.rows().stream()
                        .flatMap(row -> row.at(column).stream())
                        .limit(1)
                        .map(value -> "the " + words(column.task()) + " reaches " + value.text()
                                + (column.unit().isEmpty() ? "" : " " + column.unit()) + " (" + column.score() + ")"))
                .collect(Collectors.joining(", "));
        return (comparison.axes().isEmpty()
                        ? "Nothing varies in this study: "
                        : "No choice can be compared with its baseline: ")
                + found + "; " + plural(comparison.seeds().size(), "seed") + ".";
    }

    private static String rest(int clear, List<Difference> all, int told) {
        if (all.size() == told) {
            return "";
        }
        boolean known = all.stream()
                .allMatch(each -> each.noise() == Noise.WITHIN_THE_NOISE || each.noise() == Noise.MORE_THAN_THE_NOISE);
        String not = " not " + (known ? "" : "known to be ") + "more than the noise";
        String more =
                clear > told ? "; " + (clear - told) + " more exceed" + (clear - told == 1 ? "s" : "") + " it too" : "";
        int others = all.size() - Math.max(clear, told);
        return switch (others) {
            case 0 -> more;
            case 1 -> more + "; the other difference is" + not;
            default -> more + "; the other " + others + " differences are" + not;
        };
    }

    static String plural(int count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }

    private static String words(String name) {
        return name.replace('-', ' ');
    }

    static String capital(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }
}
