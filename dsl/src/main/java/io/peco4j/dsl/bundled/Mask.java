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
        return with("min-patches", patches);
    }

    /** Blocks are drawn until the mask hides what it aims at, so that every mask hides as many patches (BootMAE). */
    public Mask filled() {
        return with("fill", true);
    }

    private Mask with(String option, Object value) {
        Map<String, Object> more = new TreeMap<>(options);
        more.put(option, value);
        return new Mask(more);
    }
}
