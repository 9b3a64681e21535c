package io.peco4j.nn.gan;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Kernel;
import java.util.Locale;

/** What a discriminator minimises; r and f are its logits of real pictures and of reconstructions, of any shape. */
public enum DiscriminatorLoss {
    /** {@code (mean relu(1 - r) + mean relu(1 + f)) / 2} (Lim and Ye 2017). */
    HINGE("torch.mean(torch.relu(torch.rsub(real, 1)))", "torch.mean(torch.relu(torch.add(fake, 1)))"),
    /** {@code (mean softplus(-r) + mean softplus(f)) / 2} (Goodfellow et al. 2014). */
    VANILLA("torch.mean(torch.softplus(torch.neg(real)))", "torch.mean(torch.softplus(fake))");

    private final Kernel kernel;

    DiscriminatorLoss(String real, String fake) {
        this.kernel = Kernel.compile("discriminator loss", String.format(Locale.ROOT, """
                def forward(self, real: Tensor, fake: Tensor) -> Tensor:
                  return torch.mul(torch.add(%s, %s), 0.5)
                """, real, fake));
    }

    /** A float32 scalar, owned by the manager of the first argument. */
    public NDArray of(NDArray real, NDArray fake) {
        return kernel.apply(real, fake);
    }
}
