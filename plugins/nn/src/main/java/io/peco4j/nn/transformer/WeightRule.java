package io.peco4j.nn.transformer;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Initial;

/** How the weight of a linear map starts; biases start at 0. */
@FunctionalInterface
public interface WeightRule {
    /** A float32 matrix (out, in), owned by the manager of {@code initial}. */
    NDArray draw(Initial initial, long out, long in);

    /** Normal with mean 0, cut at plus and minus {@code end}; BEiT cuts at one deviation, timm at 2 units. */
    static WeightRule truncatedNormal(double deviation, double end) {
        return (initial, out, in) -> initial.truncatedNormal(deviation, end, out, in);
    }

    /** Uniform within {@code sqrt(6 / (in + out))}: Glorot and Bengio 2010; MAE and MoCo v3. */
    static WeightRule xavierUniform() {
        return (initial, out, in) -> initial.xavierUniform(in, out, out, in);
    }

    /** The same values times a constant. */
    default WeightRule times(double factor) {
        return (initial, out, in) -> draw(initial, out, in).muli(factor);
    }
}
