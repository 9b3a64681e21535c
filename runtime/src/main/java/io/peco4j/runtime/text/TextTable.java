package io.peco4j.runtime.text;

import io.peco4j.runtime.problem.WrappedText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Text in columns. A column is as wide as its widest cell, up to a limit; longer cells are wrapped
 * between words. Immutable.
 */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<Integer> widths;
    private final List<List<String>> rows;

    private TextTable(List<Integer> widths, List<List<String>> rows) {
        this.widths = widths;
        this.rows = rows;
    }

    /** An empty table; for each column, the width from which its cells are wrapped. */
    public static TextTable ofWidths(Integer... widths) {
        return new TextTable(List.of(widths), List.of());
    }

    /**
     * The same table and one more row; the first one is the head.
     *
     * @throws IllegalArgumentException if the number of cells is not the number of columns
     */
    public TextTable row(String... cells) {
        return rows(List.of(List.of(cells)));
    }

    /**
     * The same table and more rows.
     *
     * @throws IllegalArgumentException if the number of cells of a row is not the number of columns
     */
    public TextTable rows(List<List<String>> cells) {
        List<List<String>> more = new ArrayList<>(rows);
        for (List<String> row : cells) {
            if (row.size() != widths.size()) {
                throw new IllegalArgumentException(row.size() + " cells in " + widths.size() + " columns");
            }
            more.add(List.copyOf(row));
        }
        return new TextTable(widths, more);
    }

    /** Lines, each with a margin of two blanks and ended by a line feed. */
    public String render() {
        List<List<List<String>>> wrapped = rows.stream()
                .map(row -> IntStream.range(0, row.size())
                        .mapToObj(column -> WrappedText.lines(row.get(column), widths.get(column)))
                        .toList())
                .toList();
        List<Integer> fitted = IntStream.range(0, widths.size())
                .mapToObj(column -> wrapped.stream()
                        .flatMap(row -> row.get(column).stream())
                        .mapToInt(String::length)
                        .max()
                        .orElse(0))
                .toList();
        return wrapped.stream().map(row -> render(row, fitted)).collect(Collectors.joining());
    }

    private static String render(List<List<String>> row, List<Integer> widths) {
        int height = row.stream().mapToInt(List::size).max().orElse(0);
        StringBuilder lines = new StringBuilder();
        for (int line = 0; line < height; line++) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                List<String> cell = row.get(column);
                String part = line < cell.size() ? cell.get(line) : "";
                text.append(GAP).append(part).append(" ".repeat(widths.get(column) - part.length()));
            }
            lines.append(text.toString().stripTrailing()).append('\n');
        }
        return lines.toString();
    }
}
