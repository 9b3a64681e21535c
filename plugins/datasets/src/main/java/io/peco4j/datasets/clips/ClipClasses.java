package io.peco4j.datasets.clips;

import io.peco4j.api.problem.DidYouMean;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The classes of a data set.
 *
 * @param names by index
 * @param indices by what labels call them: names, or numbers
 */
record ClipClasses(List<String> names, Map<String, Integer> indices) {
    private static final Pattern NUMBERED = Pattern.compile("(\\d+)[\\s,;]+(.*\\S)\\s*");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    ClipClasses {
        names = List.copyOf(names);
        indices = Map.copyOf(indices);
    }

    /** Larger numbers are names. */
    private static final int MOST = 100_000;

    /**
     * Those of a file: a name a line, which labels call by its number from 0 on; or a number and a name, which then is
     * the one that labels have.
     *
     * @param problems gets what is wrong with the file
     */
    static ClipClasses read(Path file, ClipProblems problems) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file).stream()
                    .map(line -> line.replace("\uFEFF", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            problems.add(bad(file, "the names of the classes cannot be read: " + e.getMessage()));
            return new ClipClasses(List.of(), Map.of());
        }
        Map<Integer, String> numbered = new TreeMap<>();
        boolean allNumbered = true;
        for (String line : lines) {
            Matcher matcher = NUMBERED.matcher(line);
            boolean matches = matcher.matches();
            allNumbered &= matches && numbered.put(Integer.valueOf(matcher.group(1)), matcher.group(2)) == null;
        }
        List<String> names = allNumbered ? List.copyOf(numbered.values()) : lines;
        List<Integer> numbers = allNumbered
                ? List.copyOf(numbered.keySet())
                : IntStream.range(0, lines.size()).boxed().toList();
        if (new HashSet<>(names).size() < names.size()) {
            problems.add(bad(file, "two classes have the same name"));
        }
        Map<String, Integer> indices = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            indices.put(String.valueOf(numbers.get(i)), i);
        }
        for (int i = 0; i < names.size(); i++) {
            indices.putIfAbsent(names.get(i), i);
        }
        return new ClipClasses(names, indices);
    }

    private static Problem bad(Path file, String what) {
        return new Problem("PECO-285", what, file.toString(), "a name a line, or a number and a name");
    }

    /** Those that the clips for training have: by number if all of them are numbers, by name otherwise. */
    static ClipClasses of(List<ListedClip> clips) {
        List<String> labels = clips.stream().map(ListedClip::label).distinct().toList();
        boolean numbers =
                labels.stream().allMatch(label -> NUMBER.matcher(label).matches() && Integer.parseInt(label) < MOST);
        List<String> names = numbers
                ? IntStream.rangeClosed(
                                0,
                                labels.stream()
                                        .mapToInt(Integer::parseInt)
                                        .max()
                                        .orElse(-1))
                        .mapToObj(String::valueOf)
                        .toList()
                : labels.stream().sorted().toList();
        Map<String, Integer> indices = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            indices.put(names.get(i), i);
        }
        return new ClipClasses(names, indices);
    }

    /** The index of a label's class; empty if there is none. */
    OptionalInt index(String label) {
        Integer index = indices.get(NUMBER.matcher(label).matches() ? String.valueOf(Integer.parseInt(label)) : label);
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /** What is wrong with a clip whose label is none of them. */
    Problem unknown(ListedClip clip) {
        return new Problem(
                "PECO-283",
                "the label " + clip.label() + " is no class",
                clip.where(),
                (DidYouMean.hint(clip.label(), names) + " " + described()).strip());
    }

    private String described() {
        int count = names.size();
        return count == 0
                ? "there are none"
                : "there are " + count + ", from 0 to " + (count - 1) + ": " + names.get(0) + " to "
                        + names.get(count - 1);
    }
}
