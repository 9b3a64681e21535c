package io.peco4j.tokenizers.shared;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.GradientMode;
import java.util.function.UnaryOperator;

/** Runs a network as evaluation promises: without a graph, and so that a batch gives what its rows give one by one. */
public final class Evaluation {
    private Evaluation() {}

    /**
     * Applies a network to a batch.
     *
     * <p>libtorch takes another convolution for a single small picture than for several, with another order of sums; a
     * codeword that is nearly as near as the nearest could then win. So a single row runs as a batch of two.
     */
    public static NDArray run(NDArray batch, UnaryOperator<NDArray> network) {
        return GradientMode.off(() -> {
            if (batch.getShape().get(0) != 1) {
                return network.apply(batch);
            }
            try (NDArray twice = batch.concat(batch);
                    NDArray results = network.apply(twice)) {
                return results.get("0:1").duplicate();
            }
        });
    }
}
