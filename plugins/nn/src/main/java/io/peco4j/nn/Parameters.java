package io.peco4j.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The tensors of a block tree under dotted names, such as {@code blocks.0.attn.qkv.weight}.
 *
 * <p>DJL numbers the children of a block ({@code 01attn}); the number is dropped. The maps are in order of declaration
 * and hold the live arrays.
 */
public final class Parameters {
    private Parameters() {}

    /** Parameters and buffers. */
    public static Map<String, NDArray> state(Block block) {
        Map<String, NDArray> found = new LinkedHashMap<>();
        walk("", block, true, found);
        return found;
    }

    /** What gets a gradient. */
    public static Map<String, NDArray> trainable(Block block) {
        Map<String, NDArray> found = new LinkedHashMap<>();
        walk("", block, false, found);
        return found;
    }

    /** Stops gradients into a block's tensors for good; gradients still pass through to its inputs. */
    public static void freeze(Block block) {
        state(block).values().forEach(array -> array.setRequiresGradient(false));
    }

    /** The map with a prefix and a dot before each name. */
    public static Map<String, NDArray> prefixed(String prefix, Map<String, NDArray> tensors) {
        Map<String, NDArray> named = new LinkedHashMap<>();
        tensors.forEach((name, array) -> named.put(prefix + "." + name, array));
        return named;
    }

    private static void walk(String prefix, Block block, boolean buffers, Map<String, NDArray> found) {
        for (Pair<String, Parameter> entry : block.getDirectParameters()) {
            Parameter parameter = entry.getValue();
            if (buffers || parameter.requiresGradient()) {
                found.put(prefix + entry.getKey(), parameter.getArray());
            }
        }
        int position = 0;
        for (Pair<String, Block> entry : block.getChildren()) {
            position++;
            String name = entry.getKey()
                    .substring(String.format(Locale.ROOT, "%02d", position).length());
            walk(prefix + name + ".", entry.getValue(), buffers, found);
        }
    }
}
