package io.peco4j.nn.detection;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Initial;

/** How weights of convolutions (out, in, k, k) start: He et al. 2015, section 2.2, in the variants that torchvision has. */
final class Start {
    private Start() {}

    /** Uniform with variance 1 / fan-in: {@code kaiming_uniform_} with a = 1, for convolutions that no ReLU follows. */
    static NDArray linearUniform(Initial initial, long out, long in, long side) {
        return initial.uniform(Math.sqrt(3.0 / (in * side * side)), out, in, side, side);
    }

    /** Normal with variance 2 / fan-out: {@code kaiming_normal_} for ReLU; the fan-out is the first dimension's. */
    static NDArray reluNormal(Initial initial, long first, long second, long side) {
        return initial.normal(Math.sqrt(2.0 / (first * side * side)), first, second, side, side);
    }
}
