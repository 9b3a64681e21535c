package io.peco4j.datasets.segmentation;

import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of classes in UTF-8, a class a line: its name; or, separated by tabs, perhaps its number, its name, perhaps its
 * colour, and anything else. Empty lines are passed over.
 */
final class ClassListFile {
    private static final int LARGEST = 0xffff;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern HEXADECIMAL = Pattern.compile("#([0-9a-fA-F]{6})");
    private static final Pattern DECIMAL = Pattern.compile("(\\d{1,3})[ ,]+(\\d{1,3})[ ,]+(\\d{1,3})");

    private final Path file;
    private final List<Problem> problems = new ArrayList<>();

    private ClassListFile(Path file) {
        this.file = file;
    }

    /** @throws InvalidInputException PECO-271 with all that is wrong with it */
    static List<ClassLine> read(Path file) {
        try {
            return new ClassListFile(file).parse(Files.readAllLines(file));
        } catch (NoSuchFileException e) {
            throw new InvalidInputException(MapProblems.classes(file, "the list of classes is missing", "create it"));
        } catch (CharacterCodingException e) {
            throw new InvalidInputException(
                    MapProblems.classes(file, "the list of classes is not UTF-8", "save it as UTF-8"));
        } catch (IOException e) {
            throw new InvalidInputException(MapProblems.classes(
                    file, "the list of classes cannot be read: " + e.getMessage(), "give a text file"));
        }
    }

    private List<ClassLine> parse(List<String> lines) {
        List<String[]> rows = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line =
                    i == 0 && lines.get(0).startsWith("\ufeff") ? lines.get(0).substring(1) : lines.get(i);
            if (!line.isBlank()) {
                rows.add(line.split("\t", -1));
                places.add(i + 1);
            }
        }
        boolean numbered = rows.stream()
                .anyMatch(
                        row -> row.length > 1 && NUMBER.matcher(row[0].strip()).matches());
        List<ClassLine> classes = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            line(rows.get(i), places.get(i), numbered, classes);
        }
        if (rows.isEmpty()) {
            problem("the list of classes is empty", "a class a line");
        }
        duplicates(classes);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return classes;
    }

    private void line(String[] row, int place, boolean numbered, List<ClassLine> classes) {
        OptionalInt number = OptionalInt.empty();
        if (numbered) {
            String first = row[0].strip();
            if (row.length < 2 || !NUMBER.matcher(first).matches() || Integer.parseInt(first) > LARGEST) {
                problem(
                        "line " + place + " does not begin with a number from 0 to " + LARGEST + " and a tab: "
                                + String.join(" ", row),
                        "number the other classes likewise, or none");
                return;
            }
            number = OptionalInt.of(Integer.parseInt(first));
        }
        int at = numbered ? 1 : 0;
        String name = row[at].strip();
        if (name.isEmpty()) {
            problem("line " + place + " has no name", "name the class");
            return;
        }
        classes.add(new ClassLine(number, name, colour(row, at + 1)));
    }

    /** In one column, or in three. */
    private static OptionalInt colour(String[] row, int from) {
        for (int i = from; i < row.length; i++) {
            Matcher hexadecimal = HEXADECIMAL.matcher(row[i].strip());
            if (hexadecimal.matches()) {
                return OptionalInt.of(Integer.parseInt(hexadecimal.group(1), 16));
            }
            String three = i + 2 < row.length
                    ? row[i].strip() + " " + row[i + 1].strip() + " " + row[i + 2].strip()
                    : row[i].strip();
            for (String text : List.of(row[i].strip(), three)) {
                Matcher decimal = DECIMAL.matcher(text);
                if (decimal.matches()) {
                    int red = Integer.parseInt(decimal.group(1));
                    int green = Integer.parseInt(decimal.group(2));
                    int blue = Integer.parseInt(decimal.group(3));
                    if (red < 256 && green < 256 && blue < 256) {
                        return OptionalInt.of(red << 16 | green << 8 | blue);
                    }
                }
            }
        }
        return OptionalInt.empty();
    }

    private void duplicates(List<ClassLine> classes) {
        Map<String, ClassLine> names = new HashMap<>();
        Map<Integer, ClassLine> numbers = new HashMap<>();
        for (ClassLine line : classes) {
            if (names.put(line.name(), line) != null) {
                problem("the name " + line.name() + " is there twice", "give every class a name of its own");
            }
            line.number().ifPresent(number -> {
                ClassLine other = numbers.put(number, line);
                if (other != null) {
                    problem(
                            "the number " + number + " is that of " + other.name() + " and of " + line.name(),
                            "give every class a number of its own");
                }
            });
        }
    }

    private void problem(String what, String remedy) {
        problems.add(MapProblems.classes(file, what, remedy));
    }
}
