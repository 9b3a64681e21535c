package io.peco4j.runtime.report;

import io.peco4j.runtime.report.Difference.Noise;
import io.peco4j.runtime.text.Figures;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Every difference of a comparison with its interval, and what the seeds could have told. Writes nothing if nothing was
 * compared.
 *
 * @param all in the study's order
 */
record DifferencesTable(List<Difference> all, Legend legend) implements Section {

    @Override
    public void write(Html html) {
        if (all.isEmpty()) {
            return;
        }
        html.element("h3", "What the choices change");
        if (all.stream().anyMatch(each -> each.change().count() == 2)) {
            html.element("p", SeedsVerdict.TWO);
        }
        html.open("div", "class", "scroll", "tabindex", "0").open("table", "class", "differences");
        html.open("thead").open("tr");
        for (String head : List.of("choice", "task", "difference", "95 % interval", "verdict")) {
            boolean number = head.equals("difference");
            html.element("th", head, "scope", "col", "class", number ? "number" : "");
        }
        html.element("th", "could tell", "scope", "col", "class", "number");
        html.element("th", "seeds for 1 point", "scope", "col", "class", "number");
        html.close().close().open("tbody");
        Map<Column, Double> reaches = reaches();
        for (Difference each : all) {
            html.open("tr");
            html.open("th", "scope", "row").text(each.choice());
            html.element("span", "against " + each.baseline(), "class", "quiet").close();
            html.open("td").text(each.column().task());
            html.element("span", each.column().score(), "class", "quiet").close();
            html.element("td", signed(each), "class", "number");
            html.open("td");
            Interval.of(each, reaches.getOrDefault(each.column(), 1.0)).ifPresent(interval -> interval.write(html));
            html.close();
            html.open("td").element("span", noise(each), "class", chip(each));
            if (each.left() > 0) {
                html.element("span", ResultsVerdict.leftOut(each), "class", "quiet");
            }
            html.close();
            html.element("td", each.power().map(power -> smallest(each, power)).orElse("–"), "class", "number");
            html.element("td", each.power().map(power -> seeds(each, power)).orElse("–"), "class", "number");
            html.close();
        }
        html.close().close().close();
        if (all.stream().anyMatch(each -> each.change().count() > 1)) {
            legend.explain(html, Legend.DIFFERENCES);
        }
    }

    /** By column: the greatest distance from 0 among its intervals. */
    private Map<Column, Double> reaches() {
        Map<Column, Double> reaches = new HashMap<>();
        for (Difference each : all) {
            double reach = Math.abs(each.change().mean()) + each.margin();
            if (Double.isFinite(reach)) {
                reaches.merge(each.column(), reach, Math::max);
            }
        }
        return reaches;
    }

    private static String smallest(Difference each, Power power) {
        double smallest = power.smallest();
        return Figures.fixed(smallest, each.places(smallest)) + ResultsVerdict.unit(each.column());
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
        return (mean > 0 ? "+" : "")
                + Figures.fixed(mean, each.places(mean))
                + (Double.isFinite(mean) ? ResultsVerdict.unit(each.column()) : "");
    }

    private static String noise(Difference each) {
        return switch (each.noise()) {
            case MORE_THAN_THE_NOISE -> each.direction() + ", more than the noise";
            case WITHIN_THE_NOISE -> "within the noise";
            case UNKNOWN -> "one seed: the noise is unknown";
            case SPREAD_UNKNOWN -> "the same in every seed: the noise is unknown";
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
     * @param label the ends in figures
     */
    private record Interval(double low, double mean, double high, double reach, String label) {
        static Optional<Interval> of(Difference each, double reach) {
            double margin = each.margin();
            double mean = each.change().mean();
            return each.interval()
                    .map(label -> new Interval(mean - margin, mean, mean + margin, reach > 0 ? reach : 1, label));
        }

        void write(Html html) {
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
