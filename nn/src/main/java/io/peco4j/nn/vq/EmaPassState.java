package io.peco4j.nn.vq;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.train.PassState;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What passes gather for the update of a moving-average codebook: counts and sums add up, candidates for revival are
 * those of the latest pass.
 *
 * @param waits whether the codebook has no start yet
 */
record EmaPassState(EmaStatistics statistics, BooleanSupplier waits) implements PassState {
    @Override
    public List<NDArray> sums() {
        return statistics.sums();
    }

    @Override
    public List<NDArray> sequence() {
        return statistics.latest();
    }

    @Override
    public void apply(List<List<NDArray>> passes) {
        passes.forEach(statistics::follow);
    }

    @Override
    public boolean inOrder(long step) {
        return waits.getAsBoolean();
    }
}
