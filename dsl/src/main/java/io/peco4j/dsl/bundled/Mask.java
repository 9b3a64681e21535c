package io.peco4j.dsl.bundled;

import java.util.Map;
import java.util.TreeMap;

/**
 * A rule that hides patches; immutable.
 *
 * @param options its options, by the keys below {@code mask}
 */
public record Mask(Map<String, Object> options) {
    public Mask {
        options = Map.copyOf(options);
    }

    /** The smallest block, in patches; a small grid needs a smaller one than the default. */
    public Mask minPatches(int patches) {
        Map<String, Object> more = new TreeMap<>(options);
        more.put("min-patches", patches);
        return new Mask(more);
    }
}
