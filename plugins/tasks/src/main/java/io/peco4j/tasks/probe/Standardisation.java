package io.peco4j.tasks.probe;

import ai.djl.ndarray.NDArray;

/**
 * Mean 0 and deviation 1 for each channel, by the figures of the training split: what the batch norm without affine
 * parameters before a linear probe amounts to (He et al. 2021, appendix A.1).
 */
record Standardisation(NDArray mean, NDArray deviation) implements AutoCloseable {
    private static final float SMALLEST = 1e-6f;

    static Standardisation of(NDArray values) {
        NDArray mean = values.mean(new int[] {0}, true);
        NDArray centred = values.sub(mean);
        NDArray variance = centred.square().mean(new int[] {0}, true);
        return new Standardisation(mean, variance.add(SMALLEST).sqrt());
    }

    NDArray apply(NDArray values) {
        return values.sub(mean).divi(deviation);
    }

    @Override
    public void close() {
        mean.close();
        deviation.close();
    }
}
