package io.peco4j.runtime.report;

import io.peco4j.api.task.Score.Better;
import io.peco4j.runtime.text.Figures;
import java.util.List;

/** The table of means and deviations, and every difference with its interval beneath. */
record ResultsSection(Comparison comparison, Legend legend) implements Section {

    @Override
    public void write(Html html) {
        if (comparison.main().isEmpty()) {
            return;
        }
        html.open("section").element("h2", "Results");
        table(html, comparison.main());
        html.element("p", remarks(), "class", "quiet");
        new DifferencesTable(comparison.differences(), legend).write(html);
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

    private String remarks() {
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
}
