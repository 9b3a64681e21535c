package io.peco4j.nn.vq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;

/**
 * K codewords of d numbers: {@code weight} (K, d). A moving-average codebook also holds {@code cluster_size} (K) and
 * {@code embed_avg} (K, d).
 *
 * <p>{@link #forward} looks codewords up: int64 (...) to float32 (..., d).
 */
final class Codebook extends Layer {
    private static final Kernel LOOKUP = Kernel.compile("codebook", """
            def forward(self, tokens: Tensor, codebook: Tensor) -> Tensor:
              return torch.embedding(codebook, tokens)
            """);

    private final NDArray weight;

    private Codebook(NDArray weight) {
        this.weight = weight;
    }

    /** A codebook that gets gradients. */
    static Codebook trained(NDArray weight) {
        Codebook codebook = new Codebook(weight);
        codebook.parameter("weight", weight);
        return codebook;
    }

    /** A codebook that gets none. */
    static Codebook averaged(NDArray weight, NDArray clusterSize, NDArray embedAvg) {
        Codebook codebook = new Codebook(weight);
        codebook.buffer("weight", weight);
        codebook.buffer("cluster_size", clusterSize);
        codebook.buffer("embed_avg", embedAvg);
        return codebook;
    }

    NDArray weight() {
        return weight;
    }

    @Override
    public NDArray forward(NDArray tokens, boolean training) {
        return LOOKUP.apply(tokens, weight);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input.add(weight.getShape().get(1));
    }

    @Override
    public double flops(Shape input) {
        return 0;
    }

    @Override
    public double activationBytes(Shape input) {
        return 0;
    }
}
