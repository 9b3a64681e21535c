package io.peco4j.tasks.agreement;

import io.peco4j.api.problem.DidYouMean;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A CSV file of answers: a line of column names, then one triplet a line. Columns {@code ref, closer, farther} name
 * pictures; {@code votes_closer, votes_farther} count the answers, and without them each triplet is one answer. Other
 * columns are ignored. Names of columns may be in upper case; numbers may have decimal commas where values are
 * separated by semicolons or tabs.
 */
final class VotesTable {
    private static final List<String> PICTURES = List.of("ref", "closer", "farther");
    private static final List<String> VOTES = List.of("votes_closer", "votes_farther");

    private final Path file;
    private final Path pictures;
    private final TripletProblems problems;
    private final Map<String, Integer> columns = new TreeMap<>();
    private final List<String> wanted = new ArrayList<>();
    private boolean decimalCommas;

    /** @param pictures the folder that names start from */
    VotesTable(Path file, Path pictures, TripletProblems problems) {
        this.file = file;
        this.pictures = pictures;
        this.problems = problems;
    }

    /**
     * The triplets; whatever is wrong is among the problems.
     *
     * @throws IOException if the text is no CSV
     */
    List<Triplet> read(String text) throws IOException {
        CsvText csv = CsvText.of(text);
        decimalCommas = csv.separator() != ',';
        if (csv.rows().isEmpty()) {
            problems.add(new Problem("PECO-261", "the file is empty", file.toString(), "columns " + PICTURES));
            return List.of();
        }
        CsvText.Row header = csv.rows().get(0);
        List<CsvText.Row> rows = csv.rows().subList(1, csv.rows().size());
        if (!header(header)) {
            return List.of();
        }
        int shift = namesOfRows(header, rows);
        return rows.stream()
                .flatMap(row -> triplet(row, header, shift).stream())
                .toList();
    }

    /** As R writes them: in front of each line but the first. Then columns are one further right. */
    private static int namesOfRows(CsvText.Row header, List<CsvText.Row> rows) {
        boolean named = rows.stream()
                .allMatch(row -> row.values().size() == header.values().size() + 1);
        return named && !rows.isEmpty() ? 1 : 0;
    }

    /** Whether all columns are there. */
    private boolean header(CsvText.Row header) {
        List<String> names = header.values().stream().map(VotesTable::plain).toList();
        for (int i = 0; i < names.size(); i++) {
            columns.putIfAbsent(names.get(i), i);
        }
        wanted.addAll(PICTURES);
        if (VOTES.stream().anyMatch(columns::containsKey)) {
            wanted.addAll(VOTES);
        }
        List<String> absent =
                wanted.stream().filter(name -> !columns.containsKey(name)).toList();
        List<String> written = names.stream().filter(name -> !name.isEmpty()).toList();
        for (String name : absent) {
            problems.add(new Problem(
                    "PECO-261",
                    "there is no column " + name,
                    file + ":" + header.line(),
                    DidYouMean.hint(name, written)));
        }
        return absent.isEmpty();
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[ .-]", "_");
    }

    private Optional<Triplet> triplet(CsvText.Row row, CsvText.Row header, int shift) {
        String place = file + ":" + row.line();
        int most = header.values().size() + shift;
        if (row.width() > most) {
            return wrong(place, "a line of " + row.width() + " values", most + " as in line " + header.line());
        }
        Map<String, String> cells = new LinkedHashMap<>();
        wanted.forEach(name ->
                cells.put(name, row.at(columns.getOrDefault(name, 0) + shift).strip()));
        for (Map.Entry<String, String> cell : cells.entrySet()) {
            if (cell.getValue().isEmpty()) {
                return wrong(place, "no value in column " + cell.getKey(), "one of each: " + String.join(", ", wanted));
            }
        }
        List<Path> named = new ArrayList<>();
        try {
            PICTURES.forEach(name -> named.add(pictures.resolve(cells.getOrDefault(name, ""))));
        } catch (InvalidPathException e) {
            return wrong(place, "no name of a file: " + e.getInput(), String.valueOf(e.getReason()));
        }
        named.forEach(problems::need);
        String votes = cells.getOrDefault(VOTES.get(0), "1");
        String against = cells.getOrDefault(VOTES.get(1), "0");
        double closer = number(votes);
        double farther = number(against);
        if (!(closer >= 0 && farther >= 0 && closer + farther > 0)) {
            return wrong(place, "votes of " + votes + " and " + against, "two numbers from 0, not both 0");
        }
        double share = closer / (closer + farther);
        return Optional.of(
                share >= 0.5
                        ? new Triplet(named.get(0), named.get(1), named.get(2), share)
                        : new Triplet(named.get(0), named.get(2), named.get(1), 1 - share));
    }

    private Optional<Triplet> wrong(String place, String what, String expected) {
        problems.addRow(new Problem("PECO-261", what, place, expected));
        return Optional.empty();
    }

    private double number(String text) {
        String point = decimalCommas && text.matches("\\d*,\\d+") ? text.replace(',', '.') : text;
        try {
            return Double.parseDouble(point);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
