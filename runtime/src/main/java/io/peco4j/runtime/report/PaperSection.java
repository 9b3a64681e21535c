package io.peco4j.runtime.report;

import io.peco4j.dsl.Published;
import io.peco4j.dsl.Published.Figure;
import io.peco4j.runtime.text.Figures;
import java.math.BigDecimal;
import java.util.OptionalDouble;

/** Published figures beside measured ones, and whether the order is the same. */
record PaperSection(PaperComparison paper, Legend legend) implements Section {
    @Override
    public void write(Html html) {
        Published published = paper.published();
        html.open("section").element("h2", "Comparison with the paper: " + published.source());
        table(html, published);
        new PaperCharts(paper).write(html);
        html.element("p", PaperVerdict.of(paper));
        if (!published.note().isEmpty()) {
            html.element("p", "Note: " + published.note(), "class", "quiet");
        }
        legend.explain(html, Legend.PAPER);
        html.close();
    }

    private void table(Html html, Published published) {
        if (published.choices().isEmpty()) {
            return;
        }
        html.open("div", "class", "scroll", "tabindex", "0")
                .open("table")
                .open("thead")
                .open("tr");
        html.element("th", "choice", "scope", "col");
        html.open("th", "scope", "col", "class", "number").text("published: " + published.source());
        html.element("span", published.measure(), "class", "quiet").close();
        html.open("th", "scope", "col", "class", "number").text("measured here: " + published.task());
        html.element("span", paper.column().map(ResultsSection::score).orElse(""), "class", "quiet")
                .close();
        html.close().close().open("tbody");
        int places = places(published);
        for (String choice : published.choices()) {
            OptionalDouble value = published.value(choice);
            html.open("tr").element("th", choice, "scope", "row");
            html.element("td", value.isPresent() ? Figures.fixed(value.getAsDouble(), places) : "–", "class", "number");
            html.open("td", "class", "number");
            paper.measured(choice)
                    .ifPresentOrElse(
                            found -> value(html, choice, found),
                            () -> html.element("span", "no result", "class", "quiet inline"));
            html.close().close();
        }
        html.close().close().close();
    }

    private void value(Html html, String choice, Statistic found) {
        ResultsSection.value(html, found, false, paper.seeds());
        int left = paper.left(choice);
        if (left > 0) {
            html.element("span", " " + ResultsVerdict.plural(left, "result") + " left out", "class", "quiet inline");
        }
    }

    /** Places after the point, as many as the published figure with the most has. */
    static int places(Published published) {
        return published.figures().stream()
                .map(Figure::value)
                .mapToInt(value -> Math.max(
                        0, BigDecimal.valueOf(value).stripTrailingZeros().scale()))
                .max()
                .orElse(0);
    }
}
