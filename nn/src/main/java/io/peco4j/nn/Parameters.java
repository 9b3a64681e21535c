package io.peco4j.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.util.Pair;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The tensors of a block tree under dotted names, such as {@code blocks.0.attn.qkv.weight}.
 *
 * <p>DJL numbers the children of a block ({@code 01attn}); the number is dropped. A child without a name adds nothing,
 * and the children of DJL's sequential and parallel blocks are called {@code 0}, {@code 1} and so on. The maps are in
 * order of declaration and hold the live arrays.
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

    /**
     * Names of tensors of at most one dimension: biases, and factors of norms, of layer scale and the like, which
     * weight decay spares.
     */
    public static Set<String> vectors(Map<String, NDArray> tensors) {
        Set<String> names = new LinkedHashSet<>();
        tensors.forEach((name, array) -> {
            if (array.getShape().dimension() <= 1) {
                names.add(name);
            }
        });
        return names;
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
            String name = isList(block)
                    ? Integer.toString(position - 1)
                    : entry.getKey()
                            .substring(
                                    String.format(Locale.ROOT, "%02d", position).length());
            walk(name.isEmpty() ? prefix : prefix + name + ".", entry.getValue(), buffers, found);
        }
    }

    /**
     * DJL names the children of these after their classes, which several may share; these are named by position, from
     * 0.
     */
    private static boolean isList(Block block) {
        return block instanceof SequentialBlock || block instanceof ParallelBlock;
    }
}
