package io.peco4j.nn.weights;

import java.util.Map;

/**
 * What is known of the place that weights come from, for messages.
 *
 * @param where the file
 * @param readAs whose network it was recognised as, such as {@code timm: ViT}; empty if it was not
 * @param wantedAs whose names the network has that is to be filled; empty if that is not known
 * @param unsupported tensors that are there and cannot be read, with the reason, in words that follow the name
 */
public record WeightOrigin(String where, String readAs, String wantedAs, Map<String, String> unsupported) {
    /** Copies the map. */
    public WeightOrigin {
        unsupported = Map.copyOf(unsupported);
    }

    /** A place of which nothing else is known. */
    public static WeightOrigin of(String where) {
        return new WeightOrigin(where, "", "", Map.of());
    }
}
