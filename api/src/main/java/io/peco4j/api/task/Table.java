package io.peco4j.api.task;

import java.util.List;

/**
 * Figures that are too many for scores, such as one a class: a CSV file of the run, and a table in the report that
 * opens when it is asked for.
 *
 * <pre>{@code
 * List<Table.Row> rows = new ArrayList<>();
 * for (int k = 0; k < classes.size(); k++) {
 *     rows.add(new Table.Row(classes.get(k), List.of(100 * iou[k], 100 * accuracy[k])));
 * }
 * return new Findings(scores, pictures, List.of(new Table("Classes", "", List.of("class", "IoU (%)", "accuracy (%)"),
 *         rows)));
 * }</pre>
 *
 * @param title one line, another one for each table of a task: it names the file
 * @param caption what it shows, in a sentence or two; may be empty
 * @param columns their headings, that of the names of the rows first
 * @param rows in the order in which they are shown
 */
public record Table(String title, String caption, List<String> columns, List<Row> rows) {

    /** @throws IllegalArgumentException if a row has more or fewer values than there are columns beside its name */
    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        int values = columns.size() - 1;
        if (rows.stream().anyMatch(row -> row.values().size() != values)) {
            throw new IllegalArgumentException("a row of \"" + title + "\" has not " + values + " values");
        }
    }

    /**
     * A row.
     *
     * @param name what the figures are of, such as a class
     * @param values NaN where there is nothing to tell, such as the accuracy of a class that does not occur: an empty
     *     cell
     */
    public record Row(String name, List<Double> values) {
        public Row {
            values = List.copyOf(values);
        }
    }
}
