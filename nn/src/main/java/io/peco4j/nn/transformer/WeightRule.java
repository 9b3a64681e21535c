package io.peco4j.nn.transformer;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Initial;

/** How the weight of a linear map starts; biases start at 0. */
@FunctionalInterface
public interface WeightRule {
    /** A float32 matrix (out, in), owned by the manager of {@code initial}. */
    NDArray draw(Initial initial, long out, long in);

    /** Normal with mean 0, cut at plus and minus {@code end}; BEiT cuts at one deviation. */
    static WeightRule truncatedNormal(double deviation, double end) {
        return (initial, out, in) -> initial.truncatedNormal(deviation, end, out, in);
    }

    /** Normal with mean 0. Timm cuts at plus and minus 2, a hundred of its deviations: this is the same. */
    static WeightRule normal(double deviation) {
        return (initial, out, in) -> initial.normal(deviation, out, in);
    }

    /** Uniform within {@code sqrt(6 / (in + out))}: Glorot and Bengio 2010; MoCo v3. */
    static WeightRule xavierUniform() {
        return (initial, out, in) -> initial.xavierUniform(in, out, out, in);
    }

    /** The same for three maps that count as one of {@code 3 out} rows, as queries, keys and values do in MAE. */
    static WeightRule xavierUniformOfThree() {
        return (initial, out, in) -> initial.xavierUniform(in, 3 * out, out, in);
    }

    /** The same values times a constant. */
    default WeightRule times(double factor) {
        return (initial, out, in) -> draw(initial, out, in).muli(factor);
    }
}
