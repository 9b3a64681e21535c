package io.peco4j.datasets.clips;

import io.peco4j.api.problem.Problem;
import io.peco4j.datasets.names.HeaderLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file with the names of the classes, a class a line. */
final class ClipClassFile {
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,9})[\\s,;:]+(.*\\S)");

    private ClipClassFile() {}

    /**
     * Its classes: a name a line, which labels call by its number from 0 on; or a number and a name in all lines, and
     * that number then is the one that labels have. A first line that names the columns is passed over.
     *
     * @param problems gets what is wrong with the file
     */
    static ClipClasses read(Path file, ClipProblems problems) {
        List<String> lines;
        try {
            lines = lines(file);
        } catch (IOException e) {
            problems.add(bad(file, "the names of the classes cannot be read: " + e.getMessage()));
            return new ClipClasses(List.of(), Map.of(), List.of());
        }
        Map<Integer, String> numbered = new TreeMap<>();
        List<String> others = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = NUMBERED.matcher(line);
            if (!matcher.matches()) {
                others.add(line);
            } else if (numbered.put(Integer.valueOf(matcher.group(1)), matcher.group(2)) != null) {
                problems.add(bad(file, "two classes have the number " + matcher.group(1)));
            }
        }
        if (!numbered.isEmpty() && !others.isEmpty()) {
            problems.add(bad(
                    file,
                    "some lines begin with a number, and others do not, such as " + ClipNotes.some(others, ", ")));
        }
        List<String> names = numbered.isEmpty() ? others : List.copyOf(numbered.values());
        List<Integer> numbers = List.copyOf(numbered.keySet());
        if (new HashSet<>(names).size() < names.size()) {
            problems.add(bad(file, "two classes have the same name"));
        }
        Map<String, Integer> indices = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            indices.put(String.valueOf(numbers.isEmpty() ? i : numbers.get(i)), i);
        }
        for (int i = 0; i < names.size(); i++) {
            indices.putIfAbsent(names.get(i), i);
        }
        return new ClipClasses(names, indices, List.of());
    }

    private static List<String> lines(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file).stream()
                .map(line -> line.replace("\uFEFF", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
        return !lines.isEmpty() && HeaderLine.is(lines.get(0)) ? lines.subList(1, lines.size()) : lines;
    }

    private static Problem bad(Path file, String what) {
        return new Problem("PECO-285", what, file.toString(), "a name a line, or a number and a name in all of them");
    }
}
