package io.peco4j.runtime.report;

import io.peco4j.runtime.text.Figures;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Figures on one axis, as SVG inside the page: for each row a ring for what was published, and a dot with its interval
 * for what was measured.
 *
 * @param title of the chart
 * @param axis what its values are, with their unit
 * @param rows from the top; at least one has a figure
 */
record DotChart(String title, String axis, List<Row> rows) implements Section {
    private static final int WIDTH = 400;
    private static final int SIDE = 14;
    private static final int TOP = 4;
    private static final int ROW = 42;
    private static final int BOTTOM = 38;

    /**
     * A row.
     *
     * @param name of the choice
     * @param published empty if it was not
     * @param measured empty if there is no result
     * @param margin of what was measured: half the width of its interval; infinite if there is none to show
     */
    record Row(String name, OptionalDouble published, OptionalDouble measured, double margin) {
        boolean isEmpty() {
            return published.isEmpty() && measured.isEmpty();
        }

        private DoubleStream values() {
            DoubleStream ends = measured.isPresent() && Double.isFinite(margin)
                    ? DoubleStream.of(measured.getAsDouble() - margin, measured.getAsDouble() + margin)
                    : measured.stream();
            return DoubleStream.concat(ends, published.stream());
        }

        private String text() {
            return name + ": "
                    + Stream.of(
                                    published.stream().mapToObj(value -> "published " + Figures.number(value)),
                                    measured.stream()
                                            .mapToObj(value -> "measured " + Figures.number(value) + interval()))
                            .flatMap(each -> each)
                            .collect(Collectors.joining(", "));
        }

        private String interval() {
            return measured.isPresent() && Double.isFinite(margin)
                    ? " (" + Figures.number(measured.getAsDouble() - margin) + " to "
                            + Figures.number(measured.getAsDouble() + margin) + ")"
                    : "";
        }
    }

    @Override
    public void write(Html html) {
        Scale scale = Scale.around(values().min().orElseThrow(), values().max().orElseThrow(), 5);
        int height = TOP + ROW * rows.size() + BOTTOM;
        html.open("figure", "class", "chart dots");
        html.open("figcaption").element("strong", title).close();
        legend(html);
        html.open("svg", "viewBox", "0 0 " + WIDTH + " " + height, "role", "img", "aria-label", description());
        int floor = TOP + ROW * rows.size();
        for (double tick : scale.ticks()) {
            String at = place(across(scale, tick));
            html.open("line", "class", "grid", "x1", at, "x2", at, "y1", "" + TOP, "y2", "" + floor)
                    .close();
            html.element(
                    "text",
                    scale.logarithmic() ? Figures.power(tick) : Figures.tick(tick, scale.ticks()),
                    "x",
                    at,
                    "y",
                    "" + (floor + 16),
                    "text-anchor",
                    "middle");
        }
        html.element("text", axis, "x", "" + (WIDTH - SIDE), "y", "" + (height - 4), "text-anchor", "end");
        for (int i = 0; i < rows.size(); i++) {
            row(html, rows.get(i), TOP + ROW * i, scale);
        }
        html.close().close();
    }

    private void legend(Html html) {
        html.open("ul", "class", "legend marks");
        if (rows.stream().anyMatch(row -> row.published().isPresent())) {
            html.element("li", "published", "class", "ring");
        }
        if (rows.stream().anyMatch(row -> row.measured().isPresent())) {
            boolean bars = rows.stream().anyMatch(row -> Double.isFinite(row.margin()));
            html.element("li", bars ? "measured here, with its 95 % interval" : "measured here", "class", "dot");
        }
        html.close();
    }

    private static void row(Html html, Row row, int top, Scale scale) {
        html.open("g");
        html.element("title", row.text());
        html.element("text", row.name(), "class", "name", "x", "" + SIDE, "y", "" + (top + 13));
        String low = "" + (top + 32);
        String high = "" + (top + 24);
        row.published()
                .ifPresent(value -> html.open(
                                "circle", "class", "ring", "cx", place(across(scale, value)), "cy", high, "r", "4")
                        .close());
        row.measured().ifPresent(value -> {
            if (Double.isFinite(row.margin())) {
                html.open(
                                "line",
                                "class",
                                "bar",
                                "x1",
                                place(across(scale, value - row.margin())),
                                "x2",
                                place(across(scale, value + row.margin())),
                                "y1",
                                low,
                                "y2",
                                low)
                        .close();
            }
            html.open("circle", "class", "dot", "cx", place(across(scale, value)), "cy", low, "r", "4")
                    .close();
        });
        html.close();
    }

    private DoubleStream values() {
        return rows.stream().flatMapToDouble(Row::values);
    }

    private static double across(Scale scale, double value) {
        return SIDE + scale.position(value) * (WIDTH - 2 * SIDE);
    }

    private static String place(double at) {
        return String.format(Locale.ROOT, "%.1f", at);
    }

    private String description() {
        return title + ", " + axis + ". "
                + rows.stream().filter(row -> !row.isEmpty()).map(Row::text).collect(Collectors.joining("; "));
    }
}
