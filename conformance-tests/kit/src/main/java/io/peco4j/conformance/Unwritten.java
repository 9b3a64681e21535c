package io.peco4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.conformance.workbench.CollectedMemory;
import io.peco4j.conformance.workbench.Drill;
import io.peco4j.nn.PoisonedMemory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the rules about memory that nobody owns share: the same numbers where memory is full of NaN that was freed
 * before, or that the collector frees meanwhile.
 */
final class Unwritten {
    private static final int LARGEST_BLOCK = 1 << 20;

    private Unwritten() {}

    /**
     * Compares what is computed with what it is on poisoned memory, and with what it is where the collector comes.
     * Where it differs from call to call anyway, another rule says so.
     *
     * @param compute is given what to call in the middle: when tensors were made and their numbers are not yet read
     */
    static void check(String what, NDManager manager, Function<Runnable, Map<String, List<Float>>> compute) {
        Runnable nothing = () -> {};
        Map<String, List<Float>> before = compute.apply(nothing);
        Applies.onlyIf(
                Drill.differing(before, compute.apply(nothing)).isEmpty(),
                what + " differ from call to call: see the rule on that");
        assertThat(Drill.differing(before, PoisonedMemory.around(manager, LARGEST_BLOCK, () -> compute.apply(nothing))))
                .as(what + " that changed after freed memory was filled with NaN")
                .isEmpty();
        assertThat(Drill.differing(before, compute.apply(() -> CollectedMemory.clear(manager, LARGEST_BLOCK))))
                .as(what + " that changed when buffers of closed tensors were freed: see io.peco4j.nn.Tensors")
                .isEmpty();
    }

    /** Tensors as numbers, by their place, after a pause. */
    static Map<String, List<Float>> numbers(List<NDArray> tensors, Runnable pause) {
        pause.run();
        Map<String, NDArray> named = new LinkedHashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            named.put("result " + i, tensors.get(i));
        }
        return Drill.numbers(named);
    }
}
