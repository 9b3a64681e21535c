package io.peco4j.nn.weights.checkpoint;

import io.peco4j.nn.weights.Piece;
import io.peco4j.nn.weights.text.Shown;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How the names of a format become ours and back, and which of its tensors are parts of one of ours.
 *
 * @param rules those that hold for a network of some names, theirs or ours
 * @param split whether queries, keys and values have tensors of their own
 */
record Naming(Function<Collection<String>, List<Renaming>> rules, boolean split) {
    /** Names that are ours. */
    static final Naming SAME = of(List.of());

    /** The same rules for each network, and tensors that are ours. */
    static Naming of(List<Renaming> rules) {
        return new Naming(names -> rules, false);
    }

    /**
     * Our tensors.
     *
     * @param names theirs
     * @param notes gets a sentence for each tensor that two of theirs are
     * @return what each of ours is made of
     */
    Map<String, List<Piece>> toOurs(Collection<String> names, List<String> notes) {
        UnaryOperator<String> rename = Renaming.toOurs(rules.apply(names));
        Map<String, String> origins = new LinkedHashMap<>();
        for (String name : names) {
            String ours = rename.apply(name);
            String twice = origins.put(ours, name);
            if (twice != null) {
                notes.add("took " + Shown.of(name) + " for " + Shown.of(ours) + ", and not " + Shown.of(twice));
            }
        }
        return split ? SplitAttention.join(origins) : pieces(origins);
    }

    /** What each of their tensors is made of, of ours. */
    Map<String, List<Piece>> toTheirs(Collection<String> ours) {
        UnaryOperator<String> rename = Renaming.toTheirs(rules.apply(ours));
        Map<String, List<Piece>> theirs = new LinkedHashMap<>();
        (split
                        ? SplitAttention.split(ours)
                        : ours.stream()
                                .map(name -> Map.entry(name, Piece.whole(name)))
                                .toList())
                .forEach(named -> theirs.put(rename.apply(named.getKey()), List.of(named.getValue())));
        return theirs;
    }

    private static Map<String, List<Piece>> pieces(Map<String, String> origins) {
        Map<String, List<Piece>> pieces = new LinkedHashMap<>();
        origins.forEach((name, origin) -> pieces.put(name, List.of(Piece.whole(origin))));
        return pieces;
    }
}
