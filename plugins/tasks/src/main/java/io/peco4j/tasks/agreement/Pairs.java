package io.peco4j.tasks.agreement;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What has to be compared for some triplets: each picture once, and each two of them once. */
final class Pairs {
    private final Map<Path, Integer> numbers = new LinkedHashMap<>();
    private final Set<Pair> pairs = new LinkedHashSet<>();

    /**
     * Two pictures, by their numbers.
     *
     * @param low the smaller one, or the same
     */
    record Pair(int low, int high) {}

    Pairs(List<Triplet> triplets) {
        for (Triplet triplet : triplets) {
            int reference = number(triplet.reference());
            pairs.add(pair(reference, number(triplet.closer())));
            pairs.add(pair(reference, number(triplet.farther())));
        }
    }

    /** By number, in the order of their first use. */
    List<Path> pictures() {
        return List.copyOf(numbers.keySet());
    }

    /**
     * The two pictures.
     *
     * @throws IllegalArgumentException if one is of no triplet
     */
    Pair of(Path one, Path other) {
        Integer first = numbers.get(one);
        Integer second = numbers.get(other);
        if (first == null || second == null) {
            throw new IllegalArgumentException("of no triplet: " + one + " or " + other);
        }
        return pair(first, second);
    }

    /**
     * All pairs, sorted into those within and between blocks of consecutive pictures: who goes through them in order
     * needs two blocks at a time, and reads few of them again where the triplets of a set are near each other.
     *
     * @param size pictures of a block
     * @return by the numbers of two blocks, low before high
     */
    Map<Integer, Map<Integer, List<Pair>>> blocks(int size) {
        Map<Integer, Map<Integer, List<Pair>>> blocks = new TreeMap<>();
        for (Pair pair : pairs) {
            blocks.computeIfAbsent(pair.low() / size, low -> new TreeMap<>())
                    .computeIfAbsent(pair.high() / size, high -> new ArrayList<>())
                    .add(pair);
        }
        return blocks;
    }

    private static Pair pair(int one, int other) {
        return new Pair(Math.min(one, other), Math.max(one, other));
    }

    private int number(Path picture) {
        return numbers.computeIfAbsent(picture, ignored -> numbers.size());
    }
}
