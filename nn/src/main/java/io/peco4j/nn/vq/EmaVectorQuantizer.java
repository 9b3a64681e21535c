package io.peco4j.nn.vq;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.PassState;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.weights.Weights;
import java.util.Locale;
import java.util.Map;

/**
 * A quantiser whose codewords are moving averages of the vectors that chose them (van den Oord et al. 2017, appendix
 * A.1); the loss is {@code commitment * |z - stop_gradient(e)|^2}.
 *
 * <p>A forward pass in training adds up, per codeword k, the count n and the sum s of its vectors; {@link #update} then
 * does {@code N = g N + (1 - g) n}, {@code M = g M + (1 - g) s} and {@code v = M / N} with N smoothed as
 * {@code (N + eps) / (sum N + K eps) sum N}. So several micro-batches make one update.
 *
 * <p>Buffers as in taming: {@code embedding.weight} (K, d) = v, {@code embedding.cluster_size} (K) = N,
 * {@code embedding.embed_avg} (K, d) = M. Unlike there, N starts at 1, not 0, and M at v, so that M / N = v holds from
 * the start; with N = 0 the first update blows the codebook up by a factor of 1 / eps.
 */
public final class EmaVectorQuantizer extends VectorQuantizer {
    private final NDArray weight;
    private final NDArray clusterSize;
    private final NDArray embedAvg;
    private final EmaStatistics statistics;
    private final EmaCodebook settings;
    private final Kernel straightThrough;

    public EmaVectorQuantizer(
            NetworkContext context, int size, int dimension, double commitment, EmaCodebook settings) {
        this(context, Initial.of(context).normal(1, size, dimension), commitment, settings);
    }

    private EmaVectorQuantizer(NetworkContext context, NDArray weight, double commitment, EmaCodebook settings) {
        this(context, weight, clusterSize(context, weight, settings), weight.duplicate(), commitment, settings);
    }

    private EmaVectorQuantizer(
            NetworkContext context,
            NDArray weight,
            NDArray clusterSize,
            NDArray embedAvg,
            double commitment,
            EmaCodebook settings) {
        super(Codebook.averaged(weight, clusterSize, embedAvg));
        this.weight = weight;
        this.clusterSize = clusterSize;
        this.embedAvg = embedAvg;
        this.settings = settings;
        this.statistics = new EmaStatistics(context, size(), dimension(), settings);
        this.straightThrough = straightThrough(
                String.format(Locale.ROOT, "torch.mul(torch.mse_loss(z, torch.detach(e)), %s)", commitment));
    }

    @Override
    public Quantised quantise(NDArray z, boolean training) {
        if (training && waits()) {
            KMeans.fit(z, weight, clusterSize, embedAvg);
        }
        NDArray tokens = nearest(z);
        if (training) {
            statistics.add(z, tokens);
        }
        return quantised(straightThrough, z, tokens);
    }

    @Override
    public void update() {
        statistics.apply(weight, clusterSize, embedAvg);
    }

    /** The start by k-means is that of the first pass, whose codewords the others of its step already use. */
    @Override
    public PassState passState() {
        return new EmaPassState(statistics, this::waits);
    }

    /** Whether the codebook still waits for the batch that gives it its start. */
    private boolean waits() {
        return settings.initial() == EmaCodebook.Initial.K_MEANS && untouched();
    }

    /**
     * Starts again from given codewords, whose averages are themselves.
     *
     * @param codewords float32 (K, d); copied
     * @param size N of every codeword: 1 as in a fresh quantiser here; 0 as in taming and in rosinality's VQ-VAE-2,
     *     where a codeword that is not chosen is divided by about eps at the first update
     */
    public void startFrom(NDArray codewords, double size) {
        try (NDArray sizes = clusterSize.getManager().full(clusterSize.getShape(), (float) size)) {
            Weights.copyInto(
                    Map.of("weight", weight, "embed_avg", embedAvg, "cluster_size", clusterSize),
                    Map.of("weight", codewords, "embed_avg", codewords, "cluster_size", sizes));
        }
    }

    /** Sizes of 0 mark a codebook that still waits for its first batch; k-means leaves every size at 1 or more. */
    private static NDArray clusterSize(NetworkContext context, NDArray weight, EmaCodebook settings) {
        float size = settings.initial() == EmaCodebook.Initial.K_MEANS ? 0 : 1;
        return Initial.of(context).full(size, weight.getShape().get(0));
    }

    private boolean untouched() {
        try (NDArray sum = clusterSize.sum()) {
            return sum.getFloat() == 0;
        }
    }
}
