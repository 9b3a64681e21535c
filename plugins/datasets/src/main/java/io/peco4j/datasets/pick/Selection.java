package io.peco4j.datasets.pick;

import io.peco4j.api.data.Dataset;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Picks examples by the hashes of their names, and keeps the order of what it picks from. */
public final class Selection {
    private Selection() {}

    /**
     * Splits off examples for validation. At least one goes to each side where there are two or more; an example
     * changes sides when others come or go only in sets so small that this rule decides.
     *
     * @param name of an example, which decides
     * @param part from 0 (none) to 1
     */
    public static <T> Map<String, List<T>> splitOff(List<T> all, Function<T, String> name, double part) {
        if (part == 0 || all.size() < 2) {
            return Map.of(Dataset.TRAIN, all);
        }
        List<Drawn<T>> drawn = drawn(all, name);
        double first = drawn.stream().mapToDouble(Drawn::lot).min().orElseThrow();
        double last = drawn.stream().mapToDouble(Drawn::lot).max().orElseThrow();
        double bound = Math.min(last, Math.max(part, Math.nextUp(first)));
        Map<Boolean, List<T>> sides = drawn.stream()
                .collect(Collectors.partitioningBy(
                        each -> each.lot() < bound, Collectors.mapping(Drawn::example, Collectors.toList())));
        Map<String, List<T>> splits = new LinkedHashMap<>();
        splits.put(Dataset.TRAIN, sides.getOrDefault(false, List.of()));
        splits.put(Dataset.VALIDATION, sides.getOrDefault(true, List.of()));
        return splits;
    }

    /**
     * The examples of each split: as they are where there is a split for validation, otherwise with such a split taken
     * from those for training; and at most so many of each group.
     *
     * @param found examples by split, with one for training
     * @param name of an example, which decides
     * @param group that an example belongs to
     * @param part from 0 (none) to 1 of the training examples, for validation
     * @param limit of a group, if there is one
     */
    public static <T> Map<String, List<T>> chosen(
            Map<String, List<T>> found,
            Function<T, String> name,
            Function<T, ?> group,
            double part,
            Optional<Integer> limit) {
        Map<String, List<T>> whole = found.containsKey(Dataset.VALIDATION)
                ? found
                : splitOff(found.getOrDefault(Dataset.TRAIN, List.of()), name, part);
        Map<String, List<T>> chosen = new LinkedHashMap<>();
        whole.forEach((split, all) -> chosen.put(
                split, limit.map(most -> limit(all, name, group, most)).orElse(all)));
        return chosen;
    }

    /**
     * At most so many examples of each group.
     *
     * @param name of an example, which decides
     * @param group that an example belongs to
     */
    public static <T> List<T> limit(List<T> all, Function<T, String> name, Function<T, ?> group, int limit) {
        Set<T> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        drawn(all, name).stream()
                .collect(Collectors.groupingBy(each -> group.apply(each.example())))
                .values()
                .forEach(some -> some.stream()
                        .sorted(Comparator.comparingDouble(Drawn::lot))
                        .limit(limit)
                        .forEach(each -> kept.add(each.example())));
        return all.stream().filter(kept::contains).toList();
    }

    private static <T> List<Drawn<T>> drawn(List<T> all, Function<T, String> name) {
        return all.parallelStream()
                .map(example -> new Drawn<>(example, Lot.of(name.apply(example))))
                .toList();
    }

    private record Drawn<T>(T example, double lot) {}
}
