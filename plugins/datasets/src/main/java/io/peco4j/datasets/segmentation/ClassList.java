package io.peco4j.datasets.segmentation;

import io.peco4j.api.data.ClassMap;
import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.nn.picture.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The classes of a data set, and what the numbers in its maps stand for.
 *
 * @param entries the classes in the order of their numbers
 * @param ignored numbers of pixels that do not count, rising
 * @param source where the list is from
 */
record ClassList(List<ClassLine> entries, List<Integer> ignored, String source) {
    private static final String FILE = "classes.txt";
    private static final int NUMBERS = 1 << 16;

    /** The most that a map of a byte a pixel can tell apart. */
    private static final int NARROW = ClassMap.IGNORE_BYTE;

    /**
     * Reads the list that the options name.
     *
     * @throws InvalidInputException PECO-271 or PECO-274
     */
    static ClassList of(SegmentationFolderDataset.Options options, Path root) {
        Optional<List<String>> names = options.names();
        Path file = options.classList().orElse(root.resolve(FILE));
        if (names.isEmpty() && options.classList().isEmpty() && !Files.exists(file)) {
            throw new InvalidInputException(MapProblems.noClasses(file));
        }
        List<ClassLine> lines = names.isPresent() ? ClassLine.ofNames(names.get()) : ClassListFile.read(file);
        TreeSet<Integer> ignored = new TreeSet<>(options.ignore());
        if (options.reduceZeroLabel()) {
            ignored.add(0);
        }
        List<Problem> problems = new ArrayList<>();
        options.ignore().stream()
                .filter(value -> value < 0 || value >= NUMBERS)
                .map(MapProblems::wrongIgnore)
                .forEach(problems::add);
        boolean numbered = lines.stream().anyMatch(line -> line.number().isPresent());
        int first = options.reduceZeroLabel() ? 1 : 0;
        List<ClassLine> all = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            all.add(numbered ? lines.get(i) : lines.get(i).numbered(first + i));
        }
        if (!numbered) {
            List<String> contradictory = all.stream()
                    .filter(line -> ignored.contains(line.value()))
                    .map(line -> line.value() + " " + line.name())
                    .toList();
            if (!contradictory.isEmpty()) {
                problems.add(MapProblems.ignoredClasses(contradictory));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        return new ClassList(
                all.stream()
                        .filter(line -> !ignored.contains(line.value()))
                        .sorted(Comparator.comparingInt(ClassLine::value))
                        .toList(),
                List.copyOf(ignored),
                names.isPresent() ? "names" : file.getFileName().toString());
    }

    /** Names of the classes, by index. */
    List<String> names() {
        return entries.stream().map(ClassLine::name).toList();
    }

    /** Their colours; empty unless each has one. */
    List<Integer> colours() {
        boolean all = entries.stream().allMatch(entry -> entry.colour().isPresent());
        return all ? entries.stream().map(entry -> entry.colour().getAsInt()).toList() : List.of();
    }

    /** What the fingerprint depends on. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        entries.forEach(entry -> lines.add("class " + entry.value() + " " + entry.name() + " "
                + (entry.colour().isPresent()
                        ? Integer.toHexString(entry.colour().getAsInt())
                        : "-")));
        lines.add("ignored " + ignored);
        return lines;
    }

    /** For a person. */
    String note() {
        return entries.size() + (entries.size() == 1 ? " class" : " classes") + " from " + source + ", numbers in maps "
                + numbers() + "; not counted: " + inWords(ignored);
    }

    private String numbers() {
        List<Integer> values = entries.stream().map(ClassLine::value).toList();
        boolean gapless = !values.isEmpty()
                && values.get(values.size() - 1) - values.get(0) == values.size() - 1
                && values.size() > 2;
        return gapless ? values.get(0) + " to " + values.get(values.size() - 1) : inWords(values);
    }

    private static String inWords(List<Integer> values) {
        return values.isEmpty()
                ? "none"
                : String.join(", ", values.stream().map(String::valueOf).toList());
    }

    /**
     * The map that the numbers of a file mean.
     *
     * @throws UnreadableExampleException if there is a number among them that is no class, and is not ignored
     */
    ClassMap map(Samples samples, Path file) {
        int[] meaning = meaning();
        boolean wide = entries.size() > NARROW;
        byte[] bytes = new byte[wide ? 0 : samples.values().length];
        short[] shorts = new short[wide ? samples.values().length : 0];
        for (int i = 0; i < samples.values().length; i++) {
            int label = meaning[samples.at(i)];
            if (label < ClassMap.IGNORE) {
                throw new UnreadableExampleException(file + " has the number " + samples.at(i) + " at column "
                        + i % samples.width() + ", row " + i / samples.width() + ", expected numbers of classes, "
                        + numbers() + ", or such as do not count: " + inWords(ignored));
            }
            if (wide) {
                shorts[i] = (short) label;
            } else {
                bytes[i] = (byte) label;
            }
        }
        return wide
                ? ClassMap.of(samples.width(), samples.height(), shorts)
                : ClassMap.of(samples.width(), samples.height(), bytes);
    }

    private int[] meaning() {
        int[] meaning = new int[NUMBERS];
        Arrays.fill(meaning, ClassMap.IGNORE - 1);
        ignored.forEach(value -> meaning[value] = ClassMap.IGNORE);
        for (int i = 0; i < entries.size(); i++) {
            meaning[entries.get(i).value()] = i;
        }
        return meaning;
    }
}
