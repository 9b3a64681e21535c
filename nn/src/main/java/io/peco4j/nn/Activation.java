package io.peco4j.nn;

import java.util.Locale;

/**
 * A nonlinearity, as the text that kernels are generated from: what {@link #kernel} computes alone is what runs inside
 * a block.
 *
 * <p>Tensors of any shape to the same shape and type, element by element except the two softmaxes, which run over the
 * last dimension.
 */
public enum Activation {
    /** {@code max(x, 0)}. */
    RELU("torch.relu(%s)"),
    /** {@code max(x, x / 5)}: the slope of PatchGAN's discriminator (Isola et al. 2016). */
    LEAKY_RELU("torch.leaky_relu(%s, 0.2)"),
    /** {@code x Phi(x)}, Phi the normal distribution function: the exact form (Hendrycks and Gimpel 2016). */
    GELU("torch.gelu(%s)"),
    /** The same with Phi approximated through tanh, in the form of the first implementations. */
    GELU_TANH("torch.gelu(%s, approximate=\"tanh\")"),
    /** {@code x sigmoid(x)}, also called swish. */
    SILU("torch.silu(%s)"),
    /** {@code log(1 + exp(x))}. */
    SOFTPLUS("torch.softplus(%s)"),
    /** {@code 1 / (1 + exp(-x))}. */
    SIGMOID("torch.sigmoid(%s)"),
    /** The hyperbolic tangent. */
    TANH("torch.tanh(%s)"),
    /** {@code exp(x) / sum exp(x)} over the last dimension. */
    SOFTMAX("torch.softmax(%s, -1)"),
    /** The logarithm of the softmax over the last dimension. */
    LOG_SOFTMAX("torch.log_softmax(%s, -1)");

    private final String form;

    Activation(String form) {
        this.form = form;
    }

    /** TorchScript text of the nonlinearity of an expression. */
    public String of(String expression) {
        return String.format(Locale.ROOT, form, expression);
    }

    /** Compiles the nonlinearity alone, a function of one tensor; keep the result. */
    public Kernel kernel() {
        return Kernel.compile(
                name().toLowerCase(Locale.ROOT), "def forward(self, x: Tensor) -> Tensor:\n  return " + of("x") + "\n");
    }
}
