package io.peco4j.nn.weights.checkpoint;

import io.peco4j.nn.weights.Piece;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Queries, keys and values of their own, {@code attn.q.weight} and so on, which our networks have in one matrix. Biases
 * of queries and values without one of the keys are BEiT's, and stay apart.
 */
final class SplitAttention {
    private static final Pattern SPLIT = Pattern.compile("(.*\\battn\\.)([qkv])\\.(weight|bias)");
    private static final Pattern FUSED = Pattern.compile("(.*\\battn\\.)qkv\\.(weight|bias)");
    private static final Pattern BEIT = Pattern.compile("(.*\\battn\\.)([qv])_bias");
    private static final List<String> PARTS = List.of("q", "k", "v");

    private SplitAttention() {}

    /**
     * Our tensors.
     *
     * @param origins where each tensor lies in a file
     */
    static Map<String, List<Piece>> join(Map<String, String> origins) {
        Map<String, List<Piece>> joined = new LinkedHashMap<>();
        origins.forEach((name, origin) -> {
            Matcher matcher = SPLIT.matcher(name);
            if (!matcher.matches()) {
                joined.put(name, List.of(Piece.whole(origin)));
                return;
            }
            String attention = matcher.group(1);
            String kind = matcher.group(3);
            List<String> parts = PARTS.stream()
                    .map(part -> attention + part + "." + kind)
                    .filter(origins::containsKey)
                    .toList();
            if (parts.size() == PARTS.size()) {
                joined.put(
                        attention + "qkv." + kind,
                        parts.stream()
                                .map(part -> Piece.whole(origins.getOrDefault(part, part)))
                                .toList());
            } else if (kind.equals("bias") && !matcher.group(2).equals("k")) {
                joined.put(attention + matcher.group(2) + "_bias", List.of(Piece.whole(origin)));
            } else {
                joined.put(name, List.of(Piece.whole(origin)));
            }
        });
        return joined;
    }

    /** Their tensors, each as a piece of one of ours. */
    static List<Map.Entry<String, Piece>> split(Collection<String> ours) {
        List<Map.Entry<String, Piece>> split = new ArrayList<>();
        for (String name : ours) {
            Matcher fused = FUSED.matcher(name);
            Matcher beit = BEIT.matcher(name);
            if (fused.matches()) {
                for (int i = 0; i < PARTS.size(); i++) {
                    String theirs = fused.group(1) + PARTS.get(i) + "." + fused.group(2);
                    split.add(Map.entry(theirs, new Piece(name, i, PARTS.size())));
                }
            } else {
                String theirs = beit.matches() ? beit.group(1) + beit.group(2) + ".bias" : name;
                split.add(Map.entry(theirs, Piece.whole(name)));
            }
        }
        return split;
    }
}
