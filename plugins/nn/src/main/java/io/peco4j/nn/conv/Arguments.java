package io.peco4j.nn.conv;

import ai.djl.ndarray.NDArray;

/** Arguments of a kernel: the activation first, since its manager owns the result, then the weights. */
final class Arguments {
    private Arguments() {}

    static NDArray[] of(NDArray x, NDArray... weights) {
        NDArray[] arguments = new NDArray[weights.length + 1];
        arguments[0] = x;
        System.arraycopy(weights, 0, arguments, 1, weights.length);
        return arguments;
    }
}
