package io.peco4j.runtime.plugin;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What somebody may have meant who wrote a name that does not exist. */
final class NearMatches {
    private static final int MOST = 3;

    private NearMatches() {}

    /** Up to three of the names, nearest first; none that differs in more than a third of its letters. */
    static List<String> of(String written, Collection<String> names) {
        return names.stream()
                .filter(name -> distance(written, name) <= Math.max(1, name.length() / 3) || contains(name, written))
                .sorted(Comparator.<String>comparingInt(name -> distance(written, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /** A part of a name of some length counts as near: {@code fsq} is {@code acme.fsq}. */
    private static boolean contains(String name, String written) {
        return written.length() >= MOST && name.contains(written);
    }

    /** The fewest insertions, deletions and replacements of one letter: Levenshtein 1966. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
