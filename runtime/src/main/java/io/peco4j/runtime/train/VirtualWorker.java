package io.peco4j.runtime.train;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Parameters;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One of those that share the batches of local steps: it has weights and an optimiser state of its own, and moves the
 * learner's tensors while they hold its weights.
 *
 * @param number from 0
 * @param weights its weights as of the last time that another one's were in the learner
 * @param steps its optimisers, over the learner's tensors
 */
record VirtualWorker(int number, List<NDArray> weights, Steps steps) {

    /**
     * What a checkpoint holds of it, live, by names that are the same for each of them.
     *
     * @param names of the weights
     */
    Map<String, NDArray> tensors(Set<String> names) {
        Map<String, NDArray> all = new TreeMap<>();
        Iterator<NDArray> next = weights.iterator();
        names.forEach(name -> all.put("weights." + name, next.next()));
        all.putAll(steps.optimizers());
        return all;
    }

    /** The same by the names that a checkpoint has for one of the number. */
    static Map<String, NDArray> named(int number, Map<String, NDArray> tensors) {
        return Parameters.prefixed("virtual." + number, tensors);
    }
}
