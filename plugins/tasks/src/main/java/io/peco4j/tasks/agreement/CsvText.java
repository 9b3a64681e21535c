package io.peco4j.tasks.agreement;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A text in CSV as RFC 4180 has it, and as spreadsheets and statistics programs write it: with a byte order mark, with
 * empty columns at the end, with semicolons where numbers have decimal commas, with tabs.
 *
 * @param separator between values
 * @param rows without empty lines; values without blanks around them
 */
record CsvText(char separator, List<Row> rows) {
    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final Pattern LINE_END = Pattern.compile("\\R");

    CsvText {
        rows = List.copyOf(rows);
    }

    /**
     * One line of a table, or several where a quoted value has line ends.
     *
     * @param line number of the first one, from 1
     */
    record Row(int line, List<String> values) {
        Row {
            values = List.copyOf(values);
        }

        /** The value of a column; empty where the line is too short. */
        String at(int column) {
            return column < values.size() ? values.get(column) : "";
        }

        /** The number of values without empty ones at the end. */
        int width() {
            int width = values.size();
            while (width > 0 && values.get(width - 1).isEmpty()) {
                width--;
            }
            return width;
        }
    }

    /**
     * Reads a text. The separator is the sign that the first line has most of, outside of quotes.
     *
     * @throws IOException if a quote is not closed or is followed by something else
     */
    static CsvText of(String text) throws IOException {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        char separator = separator(content);
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .get();
        List<Row> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(new StringReader(content), format)) {
            for (CSVRecord each : parser) {
                List<String> values = each.toList();
                Row row = new Row(Math.toIntExact(parser.getCurrentLineNumber() - lineEnds(values)), values);
                if (row.width() > 0) {
                    rows.add(row);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new CsvText(separator, rows);
    }

    /** The parser stands at the end of a record. */
    private static long lineEnds(List<String> values) {
        return values.stream()
                .mapToLong(value -> LINE_END.matcher(value).results().count())
                .sum();
    }

    private static char separator(String text) {
        String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        String bare = QUOTED.matcher(first).replaceAll("");
        char best = SEPARATORS.get(0);
        for (char separator : SEPARATORS) {
            best = count(bare, separator) > count(bare, best) ? separator : best;
        }
        return best;
    }

    private static long count(String text, char sign) {
        return text.chars().filter(each -> each == sign).count();
    }
}
