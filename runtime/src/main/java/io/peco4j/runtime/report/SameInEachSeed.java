package io.peco4j.runtime.report;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Results to be averaged seed by seed: of the same combinations of choices in each seed. A seed that lacks one of them
 * would differ from the others by that alone, and not by chance.
 *
 * @param combinations at least one, each with its results in the order of the seeds, at least one
 * @param left how many results are left out, because another one of their seed or combination is missing
 */
record SameInEachSeed<V>(List<List<V>> combinations, int left) {

    /**
     * The seeds and combinations without a gap that leave out least. Three seeds at least if there are as many, because
     * two decide nothing.
     *
     * @param all combinations: their results by seed
     * @return empty if there is no result
     */
    static <V> Optional<SameInEachSeed<V>> of(Collection<SortedMap<Long, V>> all) {
        Set<Set<Long>> candidates = new LinkedHashSet<>();
        all.forEach(combination -> candidates.add(new TreeSet<>(combination.keySet())));
        Optional<Set<Long>> common = candidates.stream().reduce(SameInEachSeed::both);
        common.ifPresent(candidates::add);
        return candidates.stream()
                .filter(seeds -> !seeds.isEmpty())
                .map(seeds -> with(seeds, all))
                .max(Comparator.<SameInEachSeed<V>>comparingInt(each -> Math.min(Looks.FEWEST_SEEDS, each.seeds()))
                        .thenComparingInt(each -> -each.left)
                        .thenComparingInt(SameInEachSeed::seeds));
    }

    private static <V> SameInEachSeed<V> with(Set<Long> seeds, Collection<SortedMap<Long, V>> all) {
        List<List<V>> whole = all.stream()
                .filter(each -> each.keySet().containsAll(seeds))
                .map(each -> each.entrySet().stream()
                        .filter(entry -> seeds.contains(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .toList())
                .toList();
        int results = all.stream().mapToInt(SortedMap::size).sum();
        return new SameInEachSeed<>(whole, results - seeds.size() * whole.size());
    }

    private static Set<Long> both(Set<Long> some, Set<Long> others) {
        Set<Long> both = new TreeSet<>(some);
        both.retainAll(others);
        return both;
    }

    private int seeds() {
        return combinations.get(0).size();
    }

    /** For each seed the mean over the combinations. */
    List<Double> means(ToDoubleFunction<V> value) {
        return IntStream.range(0, seeds())
                .mapToObj(seed -> combinations.stream()
                                .mapToDouble(each -> value.applyAsDouble(each.get(seed)))
                                .sum()
                        / combinations.size())
                .toList();
    }
}
