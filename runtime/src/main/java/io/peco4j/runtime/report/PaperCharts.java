package io.peco4j.runtime.report;

import io.peco4j.runtime.report.DotChart.Row;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The published figures and the measured ones as dots: on one axis where both have one unit, else on an axis each.
 * Writes no chart of fewer than two choices, which would compare nothing.
 */
record PaperCharts(PaperComparison paper) implements Section {
    @Override
    public void write(Html html) {
        List<Row> rows = paper.published().choices().stream().map(this::row).toList();
        Optional<Column> column = paper.column();
        if (column.isEmpty()) {
            return;
        }
        String measure = paper.published().measure();
        String score = column.get().task() + ": " + ResultsSection.score(column.get());
        html.open("div", "class", "charts");
        if (sameUnit(measure, column.get())) {
            draw(html, "Published and measured", column.get().unit(), rows, Function.identity());
        } else {
            draw(
                    html,
                    "Published",
                    measure,
                    rows,
                    row -> new Row(row.name(), row.published(), OptionalDouble.empty(), Double.POSITIVE_INFINITY));
            draw(
                    html,
                    "Measured here",
                    score,
                    rows,
                    row -> new Row(row.name(), OptionalDouble.empty(), row.measured(), row.margin()));
        }
        html.close();
        if (paper.seeds() == 2) {
            html.element("p", SeedsVerdict.TWO + " Intervals are not drawn.", "class", "quiet");
        }
    }

    private static void draw(Html html, String title, String axis, List<Row> rows, Function<Row, Row> part) {
        List<Row> shown = rows.stream().map(part).filter(row -> !row.isEmpty()).toList();
        if (shown.size() > 1) {
            new DotChart(title, axis, shown).write(html);
        }
    }

    private Row row(String choice) {
        Optional<Statistic> found = paper.measured(choice).filter(value -> Double.isFinite(value.mean()));
        return new Row(
                choice,
                paper.published().value(choice),
                found.map(value -> OptionalDouble.of(value.mean())).orElse(OptionalDouble.empty()),
                found.map(this::margin).orElse(Double.POSITIVE_INFINITY));
    }

    /** Of two seeds it would be longer than the axis. */
    private double margin(Statistic value) {
        return value.count() > 2 ? value.margin(paper.looks()) : Double.POSITIVE_INFINITY;
    }

    /** Measures end in their unit, such as {@code top-1 accuracy on ImageNet-1K, %}. */
    private static boolean sameUnit(String measure, Column column) {
        return !column.unit().isEmpty() && measure.strip().endsWith(", " + column.unit());
    }
}
