package io.peco4j.nn.weights;

import ai.djl.ndarray.types.Shape;
import java.util.Map;

/** Which option of an encoder makes a difference between it and a file. */
final class OptionHint {
    private static final String PATCHES = "patch_embed.proj.weight";
    private static final Map<Long, String> SIZES =
            Map.of(192L, "tiny", 384L, "small", 768L, "base", 1024L, "large", 1280L, "huge");

    private OptionHint() {}

    /** For weights that the network has and the file lacks; empty for others. */
    static String missing(String pattern) {
        return switch (last(pattern)) {
            case "gamma_1", "gamma_2" -> adds("layer-scale", "0");
            case "relative_position_bias_table" -> adds("relative-position-bias", "none");
            case "pos_embed" -> adds("positions", "none");
            default -> beit(pattern);
        };
    }

    /** For weights that the file has and the network lacks; empty for others. */
    static String unexpected(String pattern) {
        return switch (last(pattern)) {
            case "gamma_1", "gamma_2" -> adds("layer-scale", "0.1");
            case "relative_position_bias_table" ->
                adds("relative-position-bias", pattern.startsWith("rel_pos_bias.") ? "shared" : "per-block");
            case "pos_embed" -> adds("positions", "learned");
            default -> beit(pattern);
        };
    }

    /** For another number of blocks; empty for other weights than the first of each. */
    static String depth(String pattern, int depth) {
        return pattern.equals("blocks.*.norm1.weight")
                ? "; the file has " + depth + " blocks: say depth = " + depth
                : "";
    }

    /** For patches of another size or width; empty for other weights. */
    static String unfitting(String name, Shape found, Shape expected) {
        if (!name.equals(PATCHES) || found.dimension() != 4 || expected.dimension() != 4) {
            return "";
        }
        String size = SIZES.get(found.get(0));
        String width = found.get(0) == expected.get(0) || size == null ? "" : ": say size = " + size;
        String patch = found.get(2) == expected.get(2) ? "" : ": say patch = " + found.get(2);
        return width.isEmpty() && patch.isEmpty()
                ? ""
                : "; the file's patches differ" + width + (width.isEmpty() ? patch : patch.replace(": say", " and"));
    }

    private static String beit(String pattern) {
        String last = last(pattern);
        return last.equals("q_bias") || last.equals("v_bias")
                ? "; BEiT's biases of queries and values come in pairs, or as qkv.bias"
                : "";
    }

    private static String adds(String option, String value) {
        return "; the encoder's option " + option + " adds such weights: say " + option + " = " + value;
    }

    private static String last(String pattern) {
        return pattern.substring(pattern.lastIndexOf('.') + 1);
    }
}
