package io.peco4j.runtime.report;

import io.peco4j.runtime.record.StageRecord.Point;
import io.peco4j.runtime.text.Figures;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A line chart as SVG inside the page: colours from the page's style sheet, so that it is right in light and dark, and
 * the text is text. The mean over the seeds is the line, each seed a thin one; marks on the line show their values.
 *
 * @param heading whose curves they are
 * @param metric what they show
 * @param curves by place in the legend; at least one has points
 */
record LineChart(String heading, String metric, List<Curve> curves) {
    /** Colours that the style sheet has for curves; further curves are dashed. */
    private static final int COLOURS = 8;

    /** Curves that the style sheet has a switch for. */
    private static final int SWITCHES = 24;

    private static final int WIDTH = 400;
    private static final int HEIGHT = 230;
    private static final int LEFT = 46;
    private static final int RIGHT = 10;
    private static final int TOP = 10;
    private static final int BOTTOM = 34;
    private static final int MARKS = 12;

    void write(Html html) {
        Scale x = Scale.exactly(
                steps().min().orElseThrow(), Math.max(1, steps().max().orElseThrow()), 5);
        Scale y = Scale.around(values().min().orElseThrow(), values().max().orElseThrow(), 4);
        html.open("figure", "class", "chart");
        html.open("figcaption").element("strong", title());
        if (y.logarithmic()) {
            html.element("span", " logarithmic scale", "class", "quiet");
        }
        long lost = curves.stream().mapToLong(Curve::lost).sum();
        if (lost > 0) {
            html.element("span", " without " + lost + " values that are not finite", "class", "quiet");
        }
        html.close();
        legend(html);
        html.open("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img", "aria-label", description());
        axes(html, x, y);
        int points = Curve.points(curves);
        for (int i = 0; i < curves.size(); i++) {
            if (curves.get(i).seeds().isEmpty()) {
                continue; // its stage does not have this metric
            }
            curve(html, curves.get(i), colour(i) + " k" + i, points, x, y);
        }
        html.close();
        new CurveTable(curves).write(html);
        html.close();
    }

    private void legend(Html html) {
        html.open("ul", "class", "legend");
        long drawn = curves.stream().filter(curve -> !curve.seeds().isEmpty()).count();
        for (int i = 0; i < curves.size(); i++) {
            if (curves.get(i).seeds().isEmpty()) {
                continue;
            }
            html.open("li", "class", colour(i));
            if (drawn > 1 && i < SWITCHES) {
                html.open("label");
                html.open("input", "type", "checkbox", "checked", "checked", "class", "k" + i);
                html.element("span", curves.get(i).name(), "class", "key").close();
            } else {
                html.element("span", curves.get(i).name(), "class", "key");
            }
            html.close();
        }
        html.close();
    }

    /** The style class of the n-th curve, in the chart and its legend. */
    private static String colour(int index) {
        return "c" + index % COLOURS + (index >= COLOURS ? " dashed" : "");
    }

    private void axes(Html html, Scale x, Scale y) {
        for (double tick : y.ticks()) {
            String at = place(down(y, tick));
            html.open("line", "class", "grid", "x1", "" + LEFT, "x2", "" + (WIDTH - RIGHT), "y1", at, "y2", at)
                    .close();
            String label = y.logarithmic() ? Figures.power(tick) : Figures.tick(tick, y.ticks());
            html.element("text", label, "x", "" + (LEFT - 6), "y", at, "dy", "0.35em", "text-anchor", "end");
        }
        String floor = "" + (HEIGHT - BOTTOM);
        html.open("line", "class", "axis", "x1", "" + LEFT, "x2", "" + (WIDTH - RIGHT), "y1", floor, "y2", floor)
                .close();
        for (double tick : x.ticks()) {
            String at = place(across(x, tick));
            String anchor = x.position(tick) > 0.96 ? "end" : "middle";
            html.open("line", "class", "axis", "x1", at, "x2", at, "y1", floor, "y2", "" + (HEIGHT - BOTTOM + 4))
                    .close();
            html.element(
                    "text", Figures.tick(tick, x.ticks()), "x", at, "y", "" + (HEIGHT - 18), "text-anchor", anchor);
        }
        html.element("text", "step", "x", "" + (WIDTH - RIGHT), "y", "" + (HEIGHT - 4), "text-anchor", "end");
    }

    private static void curve(Html html, Curve curve, String colour, int most, Scale x, Scale y) {
        html.open("g", "class", colour);
        List<List<Point>> seeds = curve.seeds();
        if (seeds.stream().distinct().count() > 1) {
            seeds.forEach(points -> html.open("path", "class", "seed", "d", path(Curve.thin(points, most), x, y))
                    .close());
        }
        List<Point> mean = Curve.thin(curve.mean(), most);
        html.open("path", "class", "mean", "d", path(mean, x, y)).close();
        int stride = Math.max(1, mean.size() / MARKS);
        for (int i = mean.size() - 1; i >= 0; i -= stride) {
            Point point = mean.get(i);
            double[] range = curve.range(point.step());
            html.open("circle", "cx", place(across(x, point.step())), "cy", place(down(y, point.value())), "r", "5");
            html.element(
                    "title",
                    curve.name() + ", step " + Figures.grouped(point.step()) + ": " + Figures.number(point.value())
                            + (seeds.size() > 1
                                    ? " (" + Figures.number(range[0]) + " to " + Figures.number(range[1]) + " over "
                                            + seeds.size() + " seeds)"
                                    : ""));
            html.close();
        }
        html.close();
    }

    private static String path(List<Point> points, Scale x, Scale y) {
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(place(across(x, point.step())))
                    .append(' ')
                    .append(place(down(y, point.value())));
        }
        // A curve of one point is a dot.
        return points.size() == 1 ? path + "h0.01" : path.toString();
    }

    private static double across(Scale scale, double value) {
        return LEFT + scale.position(value) * (WIDTH - LEFT - RIGHT);
    }

    private static double down(Scale scale, double value) {
        return HEIGHT - BOTTOM - scale.position(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static String place(double at) {
        return String.format(Locale.ROOT, "%.1f", at);
    }

    private DoubleStream values() {
        return curves.stream()
                .flatMap(curve -> curve.seeds().stream())
                .flatMap(List::stream)
                .mapToDouble(Point::value);
    }

    private DoubleStream steps() {
        return curves.stream()
                .flatMap(curve -> curve.seeds().stream())
                .flatMap(List::stream)
                .mapToDouble(Point::step);
    }

    private String title() {
        return (heading + ": " + metric).replace('-', ' ');
    }

    private String description() {
        return title() + " over the steps of training: "
                + String.join(", ", curves.stream().map(Curve::name).toList());
    }
}
