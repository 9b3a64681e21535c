package io.peco4j.runtime.report;

import io.peco4j.api.task.Score;
import io.peco4j.api.task.Table;
import io.peco4j.nn.picture.Png;
import io.peco4j.runtime.record.StageRecord;
import io.peco4j.runtime.record.StageRecord.PictureRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The pictures of the stages of one kind, a card for each stage, so that the cards can be compared; above them, for
 * stages that are no tasks, their figures, such as a tokenizer's codebook use.
 *
 * @param kind of the stages
 * @param groups all groups of that kind
 * @param artifacts where the pictures are
 */
record PicturesSection(String kind, List<StageGroup> groups, Artifacts artifacts) implements Section {
    private static final String NUMBER = "number";

    @Override
    public void write(Html html) {
        List<Column> columns = kind.equals("task") ? List.of() : columns();
        List<StageGroup> pictured = groups.stream()
                .filter(group -> !pictures(group).isEmpty() || !tables(group).isEmpty())
                .toList();
        if (columns.isEmpty() && pictured.isEmpty()) {
            return;
        }
        html.open("section").element("h2", kind.equals("task") ? "What the tasks show" : StageGroup.heading(kind));
        if (!columns.isEmpty()) {
            figures(html, columns);
        }
        if (groups.stream().anyMatch(group -> group.seeds().size() > 1) && !pictured.isEmpty()) {
            html.element("p", "Pictures and tables are of the first seed.", "class", "quiet");
        }
        html.open("div", "class", "cards");
        pictured.forEach(group -> card(html, group));
        html.close().close();
    }

    private void card(Html html, StageGroup group) {
        StageRecord stage = group.seeds().get(0);
        html.open("div", "class", "card").element("h3", group.name());
        for (PictureRecord picture : pictures(group)) {
            html.open("figure");
            artifacts
                    .picture(stage, picture)
                    .ifPresentOrElse(
                            png -> image(html, png, picture.title() + ", " + group.name()),
                            () -> html.element(
                                    "p", "The picture " + picture.file() + " is missing.", "class", "absent"));
            html.open("figcaption").element("strong", picture.title());
            html.text(picture.caption().isEmpty() ? "" : " " + picture.caption())
                    .close();
            html.close();
        }
        tables(group).forEach(table -> folded(html, table));
        html.close();
    }

    /** A table that opens when it is asked for: a hundred classes are for few readers. */
    private static void folded(Html html, Table table) {
        html.open("details").element("summary", table.title());
        if (!table.caption().isEmpty()) {
            html.element("p", table.caption());
        }
        html.open("div", "class", "scroll", "tabindex", "0")
                .open("table")
                .open("thead")
                .open("tr");
        html.element("th", table.columns().get(0), "scope", "col");
        table.columns().stream().skip(1).forEach(column -> html.element("th", column, "scope", "col", "class", NUMBER));
        html.close().close().open("tbody");
        for (Table.Row row : table.rows()) {
            html.open("tr").element("th", row.name(), "scope", "row");
            row.values()
                    .forEach(value -> html.element(
                            "td",
                            Double.isNaN(value)
                                    ? "–"
                                    : Statistic.of(List.of(value)).text(),
                            "class",
                            NUMBER));
            html.close();
        }
        html.close().close().close().close();
    }

    /** The picture in a switch, which shows it at its own size over the page. */
    private static void image(Html html, Png png, String alternative) {
        String width = Integer.toString(png.width());
        String height = Integer.toString(png.height());
        html.open("label", "class", "own", "title", "Show at its own size, or back");
        html.open(
                "input", "type", "checkbox", "aria-label", "Own size, " + width + " x " + height + ": " + alternative);
        html.open(
                "img",
                "class",
                png.width() < 256 ? "pixels" : "",
                "width",
                width,
                "height",
                height,
                "alt",
                alternative,
                "src",
                png.dataUri());
        html.close();
    }

    private static List<PictureRecord> pictures(StageGroup group) {
        return group.seeds().get(0).pictures();
    }

    private static List<Table> tables(StageGroup group) {
        return group.seeds().get(0).tables();
    }

    private List<Column> columns() {
        Set<Column> columns = new LinkedHashSet<>();
        groups.forEach(group ->
                group.seeds().forEach(stage -> stage.scores().forEach(score -> columns.add(Column.of("", score)))));
        return List.copyOf(columns);
    }

    private void figures(Html html, List<Column> columns) {
        html.open("div", "class", "scroll", "tabindex", "0")
                .open("table")
                .open("thead")
                .open("tr");
        html.element("th", kind, "scope", "col");
        columns.forEach(column -> html.element(
                "th",
                column.score() + (column.unit().isEmpty() ? "" : " (" + column.unit() + ")"),
                "scope",
                "col",
                "class",
                NUMBER));
        html.close().close().open("tbody");
        for (StageGroup group : groups) {
            html.open("tr").element("th", group.name(), "scope", "row");
            for (Column column : columns) {
                List<Double> values = values(group, column);
                html.element("td", values.isEmpty() ? "–" : Statistic.of(values).text(), "class", NUMBER);
            }
            html.close();
        }
        html.close().close().close();
    }

    private static List<Double> values(StageGroup group, Column column) {
        List<Double> values = new ArrayList<>();
        group.seeds()
                .forEach(stage -> stage.scores().stream()
                        .filter(score -> Column.of("", score).equals(column))
                        .map(Score::value)
                        .forEach(values::add));
        return values;
    }
}
