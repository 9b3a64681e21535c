package io.peco4j.nn.optim;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.Function;

/**
 * What one step does to the parameters of a group, as text of a {@link ListKernel}.
 *
 * @param name of the kernel
 * @param weightDecay of groups that ask for one, where a step is given none of its own
 * @param buffers that a parameter has between steps; they start at 0
 * @param body statements for the given weights, over the lists {@code w} (weights), {@code g} (gradients, which may be
 *     overwritten) and those of the buffers, and the numbers {@code rate} and {@code decay}
 */
record UpdateRule(String name, double weightDecay, List<Buffer> buffers, Function<List<NDArray>, String> body) {

    /**
     * A tensor beside each parameter.
     *
     * @param list its name in the kernel
     * @param key its name in the saved state, before the parameter's
     * @param scalar whether it is one number instead of a tensor of the parameter's shape
     */
    record Buffer(String list, String key, boolean scalar) {}
}
