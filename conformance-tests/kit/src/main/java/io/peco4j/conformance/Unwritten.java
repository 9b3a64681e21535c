package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.conformance.workbench.Drill;
import io.peco4j.nn.PoisonedMemory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What the rules about memory that nobody wrote share: the same numbers with freed memory full of NaN. */
final class Unwritten {
    private static final int LARGEST_BLOCK = 1 << 20;

    private Unwritten() {}

    /**
     * Compares what is computed with what it is on poisoned memory. Where it differs from call to call anyway, another
     * rule says so.
     */
    static void check(String what, NDManager manager, Supplier<Map<String, List<Float>>> compute) {
        Map<String, List<Float>> before = compute.get();
        Applies.onlyIf(
                Drill.differing(before, compute.get()).isEmpty(),
                what + " differ from call to call: see the rule on that");
        assertThat(Drill.differing(before, PoisonedMemory.around(manager, LARGEST_BLOCK, compute)))
                .as(what + " that changed after freed memory was filled with NaN")
                .isEmpty();
    }

    /** Tensors as numbers, by their place. */
    static Map<String, List<Float>> numbers(List<NDArray> tensors) {
        Map<String, NDArray> named = new LinkedHashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            named.put("result " + i, tensors.get(i));
        }
        return Drill.numbers(named);
    }
}
