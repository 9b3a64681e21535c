package io.peco4j.runtime.report;

import io.peco4j.api.task.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The comparison without a page around it: for programs, and to paste into a text. */
final class PlainTables {
    private PlainTables() {}

    /**
     * RFC 4180 with a header: the axes that vary, then mean, standard deviation and number of seeds of every score, in
     * full precision; empty where a row has no result.
     */
    static String csv(Comparison comparison) {
        List<List<String>> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(comparison.axes());
        for (Column column : comparison.columns()) {
            header.add(column.title() + " mean");
            header.add(column.title() + " deviation");
            header.add(column.title() + " seeds");
        }
        lines.add(header);
        for (Row row : comparison.rows()) {
            List<String> line = new ArrayList<>();
            comparison.axes().forEach(axis -> line.add(row.choices().getOrDefault(axis, "")));
            for (Column column : comparison.columns()) {
                line.addAll(row.at(column)
                        .map(value -> List.of(
                                Double.toString(value.mean()),
                                value.count() == 1 ? "" : Double.toString(value.deviation()),
                                Integer.toString(value.count())))
                        .orElse(List.of("", "", "")));
            }
            lines.add(line);
        }
        return csv(lines);
    }

    /** RFC 4180 with a header: a task's table in full precision, an empty cell where there is no figure. */
    static String csv(Table table) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(table.columns());
        for (Table.Row row : table.rows()) {
            List<String> line = new ArrayList<>();
            line.add(row.name());
            row.values().forEach(value -> line.add(Double.isNaN(value) ? "" : Double.toString(value)));
            lines.add(line);
        }
        return csv(lines);
    }

    private static String csv(List<List<String>> lines) {
        return lines.stream()
                .map(line -> line.stream().map(PlainTables::quoted).collect(Collectors.joining(",")) + "\r\n")
                .collect(Collectors.joining());
    }

    /** A table of the main scores, the best in bold where it is more than the noise, and the verdicts below. */
    static String markdown(Comparison comparison, List<PaperComparison> papers, List<String> controls) {
        List<String> header = new ArrayList<>(comparison.axes());
        comparison.main().forEach(column -> header.add(column.title()));
        StringBuilder text = new StringBuilder(line(header));
        text.append(comparison.axes().stream().map(axis -> "| --- ").collect(Collectors.joining()))
                .append(comparison.main().stream().map(column -> "| ---: ").collect(Collectors.joining()))
                .append("|\n");
        for (Row row : comparison.rows()) {
            List<String> cells = new ArrayList<>();
            comparison.axes().forEach(axis -> cells.add(row.choices().getOrDefault(axis, "–")));
            for (Column column : comparison.main()) {
                String value = row.at(column).map(Statistic::text).orElse("–");
                cells.add(comparison.best(row, column) ? "**" + value + "**" : value);
            }
            text.append(line(cells));
        }
        controls.forEach(sentence -> text.append('\n').append(sentence).append('\n'));
        text.append('\n').append(ResultsVerdict.of(comparison)).append('\n');
        papers.forEach(paper -> text.append('\n').append(PaperVerdict.of(paper)).append('\n'));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream()
                .map(cell ->
                        "| " + cell.replace("\\", "\\\\").replace("|", "\\|").replaceAll("\\R", " ") + " ")
                .collect(Collectors.joining("", "", "|\n"));
    }

    private static String quoted(String field) {
        return field.matches("(?s).*[\",\r\n].*") ? '"' + field.replace("\"", "\"\"") + '"' : field;
    }
}
