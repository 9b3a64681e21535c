package io.peco4j.runtime.report;

import io.peco4j.runtime.record.StageRecord.Point;
import io.peco4j.runtime.text.Figures;
import java.util.Comparator;
import java.util.List;

/**
 * A chart in figures, for whoever cannot see it or wants more than it shows.
 *
 * @param curves of the chart; those without points are left out
 */
record CurveTable(List<Curve> curves) implements Section {
    private static final String NUMBER = "number";

    @Override
    public void write(Html html) {
        html.open("details", "class", "values").element("summary", "Values");
        html.open("div", "class", "scroll", "tabindex", "0")
                .open("table")
                .open("thead")
                .open("tr");
        html.element("th", "mean over the seeds", "scope", "col");
        List.of("first", "least", "greatest", "last")
                .forEach(head -> html.element("th", head, "scope", "col", "class", NUMBER));
        html.close().close().open("tbody");
        for (Curve curve : curves) {
            List<Point> mean = curve.seeds().isEmpty() ? List.of() : curve.mean();
            if (!mean.isEmpty()) {
                Comparator<Point> bySize = Comparator.comparingDouble(Point::value);
                html.open("tr").element("th", curve.name(), "scope", "row");
                cell(html, mean.get(0));
                cell(html, mean.stream().min(bySize).orElseThrow());
                cell(html, mean.stream().max(bySize).orElseThrow());
                cell(html, mean.get(mean.size() - 1));
                html.close();
            }
        }
        html.close().close().close().close();
    }

    private static void cell(Html html, Point point) {
        html.open("td", "class", NUMBER).text(Figures.number(point.value()));
        html.element("span", "step " + Figures.grouped(point.step()), "class", "quiet")
                .close();
    }
}
