package io.peco4j.runtime.report;

import io.peco4j.api.task.Score.Better;
import io.peco4j.runtime.report.Difference.Noise;
import io.peco4j.runtime.text.Figures;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The table of means and deviations, and every difference with its interval. */
record ResultsSection(Comparison comparison) implements Section {

    @Override
    public void write(Html html) {
        if (comparison.main().isEmpty()) {
            return;
        }
        html.open("section").element("h2", "Results");
        table(html, comparison.main());
        html.element("p", legend(), "class", "quiet");
        differences(html);
        if (comparison.columns().size() > comparison.main().size()) {
            html.open("details").element("summary", "All scores");
            table(html, comparison.columns());
            html.close();
        }
        html.close();
    }

    private void table(Html html, List<Column> columns) {
        html.open("div", "class", "scroll", "tabindex", "0")
                .open("table")
                .open("thead")
                .open("tr");
        comparison.axes().forEach(axis -> html.element("th", axis, "scope", "col"));
        for (Column column : columns) {
            html.open("th", "scope", "col", "class", "number").text(column.task());
            html.element("span", score(column), "class", "quiet").close();
        }
        html.close().close().open("tbody");
        for (Row row : comparison.rows()) {
            html.open("tr");
            comparison
                    .axes()
                    .forEach(axis -> html.element("th", row.choices().getOrDefault(axis, "–"), "scope", "row"));
            columns.forEach(column -> cell(html, row, column));
            html.close();
        }
        html.close().close().close();
    }

    private void cell(Html html, Row row, Column column) {
        boolean best = comparison.best(row, column);
        html.open("td", "class", best ? "number best" : "number");
        row.at(column)
                .ifPresentOrElse(
                        value -> value(html, value, best, comparison.seeds().size()), () -> html.text("–"));
        html.close();
    }

    /** @param seeds how many values there should be */
    static void value(Html html, Statistic value, boolean best, int seeds) {
        html.element(best ? "strong" : "span", Figures.fixed(value.mean(), value.places()));
        if (value.count() > 1) {
            html.element("span", " ± " + Figures.fixed(value.deviation(), value.places()), "class", "quiet inline");
        }
        if (value.count() < seeds) {
            html.element("span", " " + ResultsVerdict.plural(value.count(), "seed"), "class", "quiet inline");
        }
    }

    /** The score's name with its unit and an arrow towards the better. */
    static String score(Column column) {
        String unit = column.unit().isEmpty() ? "" : ", " + column.unit();
        return column.score()
                + unit
                + switch (column.better()) {
                    case HIGHER -> " ↑";
                    case LOWER -> " ↓";
                    case NEITHER -> "";
                };
    }

    private String legend() {
        StringBuilder text = new StringBuilder();
        if (comparison.seeds().size() == 1) {
            text.append("One seed: the noise is unknown, so nothing is marked as best. ");
        } else {
            text.append("Mean ± standard deviation over ")
                    .append(ResultsVerdict.plural(comparison.seeds().size(), "seed"))
                    .append(". ");
            boolean marked = comparison.rows().stream()
                    .anyMatch(row -> comparison.main().stream().anyMatch(column -> comparison.best(row, column)));
            if (marked) {
                text.append("Bold is better than every other row by more than the noise. ");
            } else if (comparison.rows().size() > 1) {
                text.append("No row is better than every other one by more than the noise. ");
            }
        }
        if (comparison.main().stream().anyMatch(column -> column.better() != Better.NEITHER)) {
            text.append("↑ higher is better, ↓ lower is better.");
        }
        return text.toString().strip();
    }

    private void differences(Html html) {
        List<Difference> all = comparison.differences();
        if (all.isEmpty()) {
            return;
        }
        html.element("h3", "What the choices change");
        html.open("div", "class", "scroll", "tabindex", "0").open("table", "class", "differences");
        html.open("thead").open("tr");
        for (String head : List.of("choice", "against", "task", "difference", "95 % interval", "")) {
            boolean number = head.equals("difference");
            html.element("th", head, "scope", "col", "class", number ? "number" : "");
        }
        html.element("th", "could tell", "scope", "col", "class", "number");
        html.element("th", "seeds for 1 point", "scope", "col", "class", "number");
        html.close().close().open("tbody");
        for (Difference each : all) {
            html.open("tr");
            html.element("th", each.choice(), "scope", "row").element("td", each.baseline());
            html.open("td").text(each.column().task());
            html.element("span", each.column().score(), "class", "quiet").close();
            html.element("td", signed(each), "class", "number");
            html.open("td");
            Interval.of(each, all).ifPresent(interval -> interval.write(html));
            html.close();
            html.open("td").element("span", noise(each), "class", chip(each)).close();
            html.element("td", each.power().map(power -> smallest(each, power)).orElse("–"), "class", "number");
            html.element("td", each.power().map(power -> seeds(each, power)).orElse("–"), "class", "number");
            html.close();
        }
        html.close().close().close();
        if (all.stream().anyMatch(each -> each.change().count() > 1)) {
            html.element(
                    "p",
                    "Each choice against the first one on its axis, with equal seeds and equal choices on the other axes."
                            + " More than the noise means that the 95 % interval of the paired differences (Student's t"
                            + " over the seeds) excludes 0. Even without any real difference, one comparison in twenty does so by chance.",
                    "class",
                    "quiet");
            html.element("p", power(all), "class", "quiet");
        }
    }

    private static String power(List<Difference> all) {
        String two = all.stream().anyMatch(each -> each.change().count() == 2)
                ? "Two seeds say little: their interval reaches 12.7 standard errors to each side, four times as far as"
                        + " that of four seeds. "
                : "";
        return two + "Could tell: the smallest true difference that would have been more than the noise in four of five"
                + " repetitions of this study, as far as the deviation of these seeds is the true one. Seeds for 1"
                + " point: how many would do so for a difference of one point.";
    }

    private static String smallest(Difference each, Power power) {
        double smallest = power.smallest();
        return Figures.fixed(smallest, Statistic.placesOf(smallest)) + ResultsVerdict.unit(each.column());
    }

    private static String seeds(Difference each, Power power) {
        if (!each.column().unit().equals("%")) {
            return "–";
        }
        OptionalInt seeds = power.seedsFor(1);
        return seeds.isPresent() ? Integer.toString(seeds.getAsInt()) : "over 10 000";
    }

    private static String signed(Difference each) {
        double mean = each.change().mean();
        int places = Math.max(each.of().places(), each.to().places());
        return (mean > 0 ? "+" : "")
                + Figures.fixed(mean, places)
                + (Double.isFinite(mean) ? ResultsVerdict.unit(each.column()) : "");
    }

    private static String noise(Difference each) {
        return switch (each.noise()) {
            case MORE_THAN_THE_NOISE -> each.direction() + ", more than the noise";
            case WITHIN_THE_NOISE -> "within the noise";
            case UNKNOWN -> "one seed: the noise is unknown";
            case NOT_A_NUMBER -> "not a number";
        };
    }

    private static String chip(Difference each) {
        return each.noise() == Noise.MORE_THAN_THE_NOISE ? "chip " + each.direction() : "chip";
    }

    /**
     * An interval as a small picture, drawn to the scale of its column.
     *
     * @param low lower end
     * @param mean the middle
     * @param high upper end
     * @param reach the greatest distance from 0 among the intervals of the column
     */
    private record Interval(double low, double mean, double high, double reach) {
        static Optional<Interval> of(Difference each, List<Difference> all) {
            double margin = each.change().margin();
            if (!Double.isFinite(margin) || !Double.isFinite(each.change().mean())) {
                return Optional.empty();
            }
            double reach = all.stream()
                    .filter(other -> other.column().equals(each.column()))
                    .mapToDouble(other ->
                            Math.abs(other.change().mean()) + other.change().margin())
                    .filter(Double::isFinite)
                    .max()
                    .orElse(1);
            double mean = each.change().mean();
            return Optional.of(new Interval(mean - margin, mean, mean + margin, reach > 0 ? reach : 1));
        }

        void write(Html html) {
            String label = Figures.number(low) + " to " + Figures.number(high);
            html.open("svg", "class", "interval", "viewBox", "0 0 120 16", "role", "img", "aria-label", label);
            html.element("title", label);
            html.open("line", "class", "axis", "x1", "60", "x2", "60", "y1", "0", "y2", "16")
                    .close();
            html.open("line", "class", "bar", "x1", at(low), "x2", at(high), "y1", "8", "y2", "8")
                    .close();
            html.open("circle", "class", "dot", "cx", at(mean), "cy", "8", "r", "4")
                    .close();
            html.close();
            html.element("span", label, "class", "quiet");
        }

        private String at(double value) {
            return String.format(Locale.ROOT, "%.1f", 60 + 54 * value / reach);
        }
    }
}
