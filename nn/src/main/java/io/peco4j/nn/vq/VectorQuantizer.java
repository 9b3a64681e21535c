package io.peco4j.nn.vq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.train.PassState;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import java.util.Locale;

/**
 * Replaces each vector of a map by the nearest of K codewords (van den Oord et al. 2017).
 *
 * <p>Distances are squared Euclidean in float32; of equally near codewords the lowest index wins. Gradients pass to the
 * input unchanged: {@code z + stop_gradient(e - z)}. The losses are means over batch, positions and dimensions. The
 * codebook is the child {@code embedding}.
 */
public abstract sealed class VectorQuantizer extends Layer permits EmaVectorQuantizer, GradientVectorQuantizer {
    private final int size;
    private final int dimension;
    private final Codebook codebook;
    private final Kernel nearest;
    private final Kernel perplexity;

    VectorQuantizer(Codebook codebook) {
        this.codebook = child("embedding", codebook);
        this.size = Math.toIntExact(codebook.weight().getShape().get(0));
        this.dimension = Math.toIntExact(codebook.weight().getShape().get(1));
        this.nearest = Kernel.compile("nearest codeword", """
                def forward(self, z: Tensor, v: Tensor) -> Tensor:
                  batch, channels, height, width = torch.size(z)
                  return torch.reshape(self.nearest(self.rows(z), v), [batch, height, width])
                """ + NearestCodeword.methods(size));
        this.perplexity = Kernel.compile("codebook perplexity", String.format(Locale.ROOT, """
                def forward(self, tokens: Tensor) -> Tensor:
                  counts = torch.to(torch.bincount(torch.flatten(tokens), None, %d), 6)
                  p = torch.div(counts, torch.sum(counts))
                  return torch.exp(torch.neg(torch.sum(torch.mul(p, torch.log(torch.add(p, 1.0e-10))))))
                """, size));
    }

    /**
     * Quantises.
     *
     * @param z float32 (B, d, h, w)
     * @param training whether the codebook learns from it
     */
    public abstract Quantised quantise(NDArray z, boolean training);

    /** Moves the codebook by what it learnt since the last call; nothing where its gradient does that. */
    public void update() {}

    /** What passes in training gather for {@link #update}. */
    public PassState passState() {
        return PassState.none();
    }

    /** Number K of codewords. */
    public final int size() {
        return size;
    }

    /** Numbers d per codeword. */
    public final int dimension() {
        return dimension;
    }

    /** Indices of the nearest codewords: float32 (B, d, h, w) to int64 (B, h, w). */
    public final NDArray nearest(NDArray z) {
        return nearest.apply(z, codebook.weight());
    }

    /** Codewords of tokens: int64 (B, h, w) to float32 (B, h, w, d). */
    public final NDArray lookup(NDArray tokens) {
        return codebook.forward(tokens, false);
    }

    /**
     * How many codewords a batch uses evenly: {@code exp(-sum p ln(p + 1e-10))}, p their frequencies. A float32 scalar
     * from 1 to K.
     */
    public final NDArray perplexity(NDArray tokens) {
        return perplexity.apply(tokens);
    }

    /** The quantised map alone. */
    @Override
    public final NDArray forward(NDArray z, boolean training) {
        return quantise(z, training).codewords();
    }

    @Override
    public final Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public final double flops(Shape input) {
        return 2.0 * input.size() * size;
    }

    /** The vectors and their codewords, for the losses; the search has no gradient. */
    @Override
    public final double activationBytes(Shape input) {
        return 2.0 * Float.BYTES * input.size();
    }

    /**
     * A kernel that maps z, tokens and codebook to straight-through codewords and loss.
     *
     * @param loss TorchScript expression of z and of the codewords e
     */
    static Kernel straightThrough(String loss) {
        return Kernel.compile("straight-through", String.format(Locale.ROOT, """
                def forward(self, z: Tensor, tokens: Tensor, v: Tensor) -> Tuple[Tensor, Tensor]:
                  e = torch.permute(torch.embedding(v, tokens), [0, 3, 1, 2])
                  codewords = torch.add(z, torch.detach(torch.sub(e, z)))
                  return (codewords, %s)
                """, loss));
    }

    final Quantised quantised(Kernel straightThrough, NDArray z, NDArray tokens) {
        NDList results = straightThrough.call(z, tokens, codebook.weight());
        return new Quantised(tokens, results.get(0), results.get(1));
    }
}
