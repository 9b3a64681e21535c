package io.peco4j.nn.vq;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import java.util.Locale;

/**
 * A quantiser whose codebook is trained by gradient: the loss is {@code codebookWeight * |stop_gradient(z) - e|^2 +
 * commitment * |z - stop_gradient(e)|^2}.
 *
 * <p>{@code embedding.weight} (K, d) starts uniform within 1 / K, as taming's {@code VectorQuantizer2} does. That class
 * by default multiplies the wrong term with the commitment weight; (codebookWeight, commitment) = (0.25, 1) reproduces
 * it, (1, 0.25) is the formula of the papers.
 */
public final class GradientVectorQuantizer extends VectorQuantizer {
    private final Kernel straightThrough;

    public GradientVectorQuantizer(
            NetworkContext context, int size, int dimension, double codebookWeight, double commitment) {
        super(Codebook.trained(Initial.of(context).uniform(1.0 / size, size, dimension)));
        this.straightThrough = straightThrough(String.format(
                Locale.ROOT,
                "torch.add(torch.mul(torch.mse_loss(e, torch.detach(z)), %s), torch.mul(torch.mse_loss(z, torch.detach(e)), %s))",
                codebookWeight,
                commitment));
    }

    @Override
    public Quantised quantise(NDArray z, boolean training) {
        return quantised(straightThrough, z, nearest(z));
    }
}
