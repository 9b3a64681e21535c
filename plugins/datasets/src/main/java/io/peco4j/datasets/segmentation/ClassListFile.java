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
 * A list of classes in UTF-8, a class a line: perhaps its number, its name, perhaps its colour; where tabs separate
 * them, anything else may follow. Numbers and colours have all lines or none. Empty lines are passed over, and a first
 * one that names the columns.
 */
final class ClassListFile {
    private static final int LARGEST = 0xffff;
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
        List<ClassRow> rows = ClassRow.of(lines);
        long numbers = rows.stream().filter(ClassRow::numbered).count();
        boolean numbered = 2 * numbers >= rows.size() || rows.stream().anyMatch(row -> row.tabs() && row.numbered());
        List<ClassLine> classes = new ArrayList<>();
        rows.forEach(row -> line(row, numbered && numbers > 0, classes));
        if (rows.isEmpty()) {
            problem("the list of classes is empty", "a class a line");
        }
        duplicates(classes);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return classes;
    }

    private void line(ClassRow row, boolean numbered, List<ClassLine> classes) {
        OptionalInt number = OptionalInt.empty();
        if (numbered) {
            if (!row.numbered() || Integer.parseInt(row.cells().get(0).strip()) > LARGEST) {
                problem(
                        "line " + row.place() + " has no number from 0 to " + LARGEST + " and a name: " + row.text(),
                        "number the other classes likewise, or none");
                return;
            }
            if (row.isUnclear()) {
                problem(
                        "line " + row.place() + " has several numbers before a name, or none: " + row.text(),
                        "number, name and colour in this order, with tabs between them");
                return;
            }
            number = OptionalInt.of(Integer.parseInt(row.cells().get(0).strip()));
        } else if (row.numbered()) {
            problem(
                    "line " + row.place() + " begins with a number, and most do not: " + row.text(),
                    "number all classes, also one whose name begins with a number, or none");
            return;
        }
        int at = numbered ? 1 : 0;
        String name = row.cells().get(at).strip();
        if (name.isEmpty()) {
            problem("line " + row.place() + " has no name", "name the class");
            return;
        }
        classes.add(new ClassLine(number, name, colour(row.cells(), at + 1)));
    }

    /** In one column, or in three. */
    private static OptionalInt colour(List<String> row, int from) {
        for (int i = from; i < row.size(); i++) {
            Matcher hexadecimal = HEXADECIMAL.matcher(row.get(i).strip());
            if (hexadecimal.matches()) {
                return OptionalInt.of(Integer.parseInt(hexadecimal.group(1), 16));
            }
            String three = i + 2 < row.size()
                    ? row.get(i).strip() + " " + row.get(i + 1).strip() + " "
                            + row.get(i + 2).strip()
                    : row.get(i).strip();
            for (String text : List.of(row.get(i).strip(), three)) {
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
