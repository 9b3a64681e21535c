package io.peco4j.tasks.agreement;

import io.peco4j.api.options.DidYouMean;
import io.peco4j.api.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A CSV file of answers: a line of column names, then one triplet a line. Columns {@code ref, closer, farther} name
 * pictures; {@code votes_closer, votes_farther} count the answers, and without them each triplet is one answer. Other
 * columns are ignored. Values have no commas within.
 */
final class VotesTable {
    private static final List<String> PICTURES = List.of("ref", "closer", "farther");
    private static final List<String> VOTES = List.of("votes_closer", "votes_farther");

    private final Path file;
    private final Path pictures;
    private final TripletProblems problems;
    private final Map<String, Integer> columns = new TreeMap<>();

    /** @param pictures the folder that names start from */
    VotesTable(Path file, Path pictures, TripletProblems problems) {
        this.file = file;
        this.pictures = pictures;
        this.problems = problems;
    }

    /** The triplets; whatever is wrong is among the problems. */
    List<Triplet> read(List<String> lines) {
        if (lines.isEmpty() || !header(lines.get(0))) {
            if (lines.isEmpty()) {
                problems.add(new Problem("PECO-261", "the file is empty", file.toString(), "columns " + PICTURES));
            }
            return List.of();
        }
        List<Triplet> triplets = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                row(cells(lines.get(i)), i + 1, triplets);
            }
        }
        return triplets;
    }

    private boolean header(String line) {
        List<String> names = cells(line.startsWith("\uFEFF") ? line.substring(1) : line);
        for (int i = 0; i < names.size(); i++) {
            columns.putIfAbsent(names.get(i), i);
        }
        boolean counted = VOTES.stream().anyMatch(columns::containsKey);
        List<String> wanted = new ArrayList<>(PICTURES);
        if (counted) {
            wanted.addAll(VOTES);
        }
        List<String> absent =
                wanted.stream().filter(name -> !columns.containsKey(name)).toList();
        for (String name : absent) {
            problems.add(
                    new Problem("PECO-261", "there is no column " + name, file + ":1", DidYouMean.hint(name, names)));
        }
        return absent.isEmpty();
    }

    private void row(List<String> cells, int line, List<Triplet> triplets) {
        String place = file + ":" + line;
        if (cells.size() != columns.size()) {
            problems.addRow(new Problem(
                    "PECO-261",
                    "a line of " + cells.size() + " values",
                    place,
                    columns.size() + " as in the first line"));
            return;
        }
        List<Path> named = PICTURES.stream()
                .map(column -> pictures.resolve(cell(cells, column)))
                .toList();
        named.forEach(problems::need);
        double closer = 1;
        double farther = 0;
        if (columns.containsKey(VOTES.get(0))) {
            closer = number(cell(cells, VOTES.get(0)));
            farther = number(cell(cells, VOTES.get(1)));
        }
        if (!(closer >= 0 && farther >= 0 && closer + farther > 0)) {
            problems.addRow(new Problem(
                    "PECO-261",
                    "votes of " + cell(cells, VOTES.get(0)) + " and " + cell(cells, VOTES.get(1)),
                    place,
                    "two numbers from 0, not both 0"));
            return;
        }
        double share = closer / (closer + farther);
        triplets.add(
                share >= 0.5
                        ? new Triplet(named.get(0), named.get(1), named.get(2), share)
                        : new Triplet(named.get(0), named.get(2), named.get(1), 1 - share));
    }

    private String cell(List<String> cells, String column) {
        return cells.get(columns.getOrDefault(column, 0));
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    }
}
