package io.peco4j.nn.vq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Initial;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Tensors;
import io.peco4j.nn.conv.Conv2d;

/**
 * Chooses codewords by logits with Gumbel noise, and relaxes the choice to a mixture of codewords in training (Jang et
 * al. 2017; Maddison et al. 2017): taming's {@code GumbelQuantize}, the quantiser of DALL-E's dVAE.
 *
 * <p>(B, C, h, w) float32 to (B, d, h, w). The weights of codewords are {@code softmax((logits + noise) /
 * temperature)}; the loss is {@code klWeight * KL(softmax(logits) | uniform)}, the mean over positions. Children as
 * upstream: {@code proj} (1x1 convolution to K logits) and {@code embed} (K, d), standard normal at the start. Always
 * float32.
 */
public final class GumbelQuantizer extends Layer {
    private static final Kernel NOISE = Kernel.compile("Gumbel noise", """
            def forward(self, z: Tensor, codebook: Tensor) -> Tensor:
              batch, channels, height, width = torch.size(z)
              empty = torch.new_zeros(z, [batch, torch.size(codebook, 0), height, width])
              return torch.neg(torch.log(torch.exponential_(empty, 1.)))
            """);

    private static final String QUANTISE = """
            def forward(self, z: Tensor, noise: Tensor, w: Tensor, b: Tensor, v: Tensor, temperature: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
              logits = self.conv2d(z, w, b, [1, 1], [0, 0], [1, 1], 1)
              soft = torch.softmax(torch.div(torch.add(logits, noise), float(temperature)), 1)
              tokens = torch.argmax(torch.detach(soft), 1)
              y = @choice
              codewords = torch.einsum("bnhw,nd->bdhw", [y, v])
              q = torch.softmax(logits, 1)
              terms = torch.mul(q, torch.log(torch.add(torch.mul(q, torch.size(v, 0)), 1.0e-10)))
              loss = torch.mul(torch.mean(torch.sum(terms, [1])), @weight)
              return (tokens, codewords, loss)
            """;

    private static final String HARD =
            "torch.add(torch.sub(torch.zeros_like(soft).scatter_(1, torch.unsqueeze(tokens, 1), 1.), torch.detach(soft)), soft)";

    private final Conv2d projection;
    private final Codebook codebook;
    private final double temperature;
    private final Kernel soft;
    private final Kernel hard;

    /**
     * A quantiser with fresh weights.
     *
     * @param channels C of its input
     * @param size number K of codewords
     * @param dimension d of a codeword
     * @param temperature where a call names none, above 0; the lower, the nearer the mixture is to one codeword
     */
    public GumbelQuantizer(
            NetworkContext context, int channels, int size, int dimension, double klWeight, double temperature) {
        this.projection = child("proj", Conv2d.same(context, channels, size, 1));
        this.codebook = child("embed", Codebook.trained(Initial.of(context).normal(1, size, dimension)));
        this.temperature = temperature;
        String source = QUANTISE.replace("@weight", Double.toString(klWeight));
        this.soft = Kernel.compile("soft codewords", source.replace("@choice", "soft"));
        this.hard = Kernel.compile("hard codewords", source.replace("@choice", HARD));
    }

    /** Standard Gumbel noise for a batch, (B, K, h, w), from the engine's generator. */
    public NDArray noise(NDArray z) {
        return NOISE.apply(z, codebook.weight());
    }

    /** Mixtures of codewords at the usual temperature, for training. The tokens are those of largest weight. */
    public Quantised mixture(NDArray z, NDArray noise) {
        return mixture(z, noise, temperature);
    }

    /**
     * The same at another temperature: the dVAE's falls while it learns.
     *
     * @param warmth above 0
     */
    public Quantised mixture(NDArray z, NDArray noise, double warmth) {
        return quantised(soft, z, noise, warmth);
    }

    /**
     * The codewords of largest weight; their gradient is that of the mixture at the usual temperature
     * (straight-through).
     */
    public Quantised choice(NDArray z, NDArray noise) {
        return choice(z, noise, temperature);
    }

    /**
     * The same with the gradient of the mixture at another temperature.
     *
     * @param warmth above 0
     */
    public Quantised choice(NDArray z, NDArray noise, double warmth) {
        return quantised(hard, z, noise, warmth);
    }

    private Quantised quantised(Kernel kernel, NDArray z, NDArray noise, double warmth) {
        if (!(warmth > 0)) {
            throw new IllegalArgumentException("a temperature of " + warmth);
        }
        NDArray weight = projection.tensors().get(0);
        NDArray bias = projection.tensors().get(1);
        try (NDArray number = Tensors.of(z.getManager(), warmth)) {
            NDList results = kernel.call(z, noise, weight, bias, codebook.weight(), number);
            return new Quantised(results.get(0), results.get(1), results.get(2));
        }
    }

    /** With noise: a mixture in training, otherwise the codewords of largest weight. */
    @Override
    public NDArray forward(NDArray z, boolean training) {
        try (NDArray noise = noise(z)) {
            Quantised quantised = training ? mixture(z, noise) : choice(z, noise);
            return quantised.codewords();
        }
    }

    @Override
    public Shape outputShape(Shape input) {
        return new Shape(input.get(0), codebook.weight().getShape().get(1), input.get(2), input.get(3));
    }

    @Override
    public double flops(Shape input) {
        Shape logits = projection.outputShape(input);
        return projection.flops(input)
                + 2.0 * logits.size() * codebook.weight().getShape().get(1);
    }
}
