package io.peco4j.api.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The known words that a mistyped one may be meant to be. */
public final class DidYouMean {
    private static final int MOST = 3;

    private DidYouMean() {}

    /**
     * Up to three of the known words, the nearest first, within about a third of the word's length in edits (insert,
     * delete, replace, swap neighbours). The last part of a dotted known word is compared as well: {@code size} is near
     * {@code codebook.size}.
     */
    public static List<String> near(String word, Collection<String> known) {
        int limit = Math.max(1, (word.length() + 1) / 3);
        return known.stream()
                .distinct()
                .filter(candidate -> distance(word, candidate) <= limit)
                .sorted(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /** A sentence for the remedy of a problem: near words as a question, if there are any, then all known ones. */
    public static String hint(String word, Collection<String> known) {
        return hint(word, known, known);
    }

    /** The same, with near words from another collection than the listed ones. */
    public static String hint(String word, Collection<String> known, Collection<String> candidates) {
        List<String> near = near(word, candidates);
        String all = known.isEmpty() ? "there are none" : "known: " + String.join(", ", known);
        return near.isEmpty() ? all : "did you mean " + String.join(" or ", near) + "?  " + all;
    }

    private static int distance(String word, String candidate) {
        String last = candidate.substring(candidate.lastIndexOf('.') + 1);
        return Math.min(edits(word, candidate), edits(word, last));
    }

    /** Optimal string alignment: Levenshtein's distance with swaps of neighbours. */
    private static int edits(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(int[][] cost, String from, String to, int i, int j) {
        int replace = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
