package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.nn.GradientMode;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One function of one input with its gradient, for cases that hold many functions of the same input.
 *
 * @param result of the function
 * @param gradient of the sum of the result times the cotangent, with respect to the input
 */
record InputPass(NDArray result, NDArray gradient) {

    /** With a cotangent of ones. */
    static InputPass of(NDArray input, UnaryOperator<NDArray> function) {
        return run(input, function, null);
    }

    static InputPass of(NDArray input, UnaryOperator<NDArray> function, NDArray cotangent) {
        return run(input, function, cotangent);
    }

    private static InputPass run(NDArray input, UnaryOperator<NDArray> function, @Nullable NDArray cotangent) {
        NDArray leaf = input.duplicate();
        leaf.setRequiresGradient(true);
        return GradientMode.on(() -> {
            NDArray result = function.apply(leaf);
            NDArray weights = cotangent == null ? result.onesLike() : cotangent;
            JniUtils.backward((PtNDArray) result, (PtNDArray) weights, false, false);
            return new InputPass(result, leaf.getGradient());
        });
    }

    /** Checks {@code out.NAME} and, where it is stored, {@code grad.NAME.INPUT}. */
    void check(ParityCase reference, String name, String input) {
        reference.check("out." + name, result);
        String key = "grad." + name + "." + input;
        if (reference.has(key)) {
            reference.check(key, gradient);
        }
    }
}
