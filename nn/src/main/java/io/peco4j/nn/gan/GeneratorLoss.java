package io.peco4j.nn.gan;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;
import java.util.Locale;

/** What an autoencoder minimises to pass for real; f are the discriminator's logits of its reconstructions. */
public enum GeneratorLoss {
    /** {@code -mean f}: VQGAN's, beside either discriminator loss. */
    MEAN_LOGIT("torch.neg(torch.mean(fake))"),
    /** {@code mean softplus(-f)} = {@code -mean log sigma(f)} (Goodfellow et al. 2014, section 3). */
    NON_SATURATING("torch.mean(torch.softplus(torch.neg(fake)))");

    private final Kernel kernel;

    GeneratorLoss(String expression) {
        this.kernel = Kernel.compile("generator loss", String.format(Locale.ROOT, """
                def forward(self, fake: Tensor) -> Tensor:
                  return %s
                """, expression));
    }

    /** A float32 scalar, owned by the manager of the logits. */
    public NDArray of(NDArray fake) {
        return kernel.apply(fake);
    }
}
