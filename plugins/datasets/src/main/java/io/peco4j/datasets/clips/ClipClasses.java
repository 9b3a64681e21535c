package io.peco4j.datasets.clips;

import io.peco4j.api.problem.DidYouMean;
import io.peco4j.api.problem.Problem;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The classes of a data set.
 *
 * @param names by index
 * @param indices by what labels call them: names, or numbers
 * @param empty numbers that are classes only because there are larger ones: no clip for training has them
 */
record ClipClasses(List<String> names, Map<String, Integer> indices, List<String> empty) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    ClipClasses {
        names = List.copyOf(names);
        indices = Map.copyOf(indices);
        empty = List.copyOf(empty);
    }

    /** Larger numbers are names. */
    private static final int MOST = 100_000;

    /** More classes than any list of actions has; so many without a clip come from a wrong label. */
    private static final int MOST_EMPTY = 1000;

    /**
     * Those that the clips for training have: the names of their folders; or their labels, by number with all that are
     * smaller if all of them are numbers, by name otherwise.
     *
     * @param problems gets a number so large that it must be wrong
     */
    static ClipClasses of(Listing train, ClipProblems problems) {
        Set<String> labels =
                train.clips().stream().map(ListedClip::label).collect(Collectors.toCollection(TreeSet::new));
        if (!labels.stream().allMatch(ClipClasses::isNumber)) {
            return of(List.copyOf(labels), List.of());
        }
        if (train.folders()) {
            // Their order is that of people, and years are no reason for two thousand classes.
            return of(
                    labels.stream()
                            .sorted(Comparator.comparingInt(Integer::parseInt))
                            .toList(),
                    List.of());
        }
        Set<Integer> numbers = labels.stream().map(Integer::valueOf).collect(Collectors.toSet());
        int last = numbers.stream().mapToInt(Integer::intValue).max().orElse(-1);
        List<String> empty = IntStream.rangeClosed(0, last)
                .filter(number -> !numbers.contains(number))
                .mapToObj(String::valueOf)
                .toList();
        if (empty.size() > MOST_EMPTY) {
            train.clips().stream()
                    .filter(clip -> Integer.parseInt(clip.label()) == last)
                    .forEach(clip -> problems.addRow(tooLarge(clip, empty.size())));
        }
        return of(IntStream.rangeClosed(0, last).mapToObj(String::valueOf).toList(), empty);
    }

    private static ClipClasses of(List<String> names, List<String> empty) {
        Map<String, Integer> indices = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            indices.put(names.get(i), i);
        }
        return new ClipClasses(names, indices, empty);
    }

    private static boolean isNumber(String label) {
        return NUMBER.matcher(label).matches() && Integer.parseInt(label) < MOST;
    }

    private static Problem tooLarge(ListedClip clip, int empty) {
        return new Problem(
                "PECO-283",
                "no clip for training has " + empty + " of the labels from 0 to " + clip.label(),
                clip.where(),
                "correct the label, or name the classes:  classes = \"classes.txt\"");
    }

    /** The index of a label's class; empty if there is none. */
    OptionalInt index(String label) {
        Integer index = indices.get(label);
        if (index == null && NUMBER.matcher(label).matches()) {
            index = indices.get(String.valueOf(Integer.parseInt(label))); // 007
        }
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
