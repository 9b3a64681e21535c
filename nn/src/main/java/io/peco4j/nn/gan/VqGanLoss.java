package io.peco4j.nn.gan;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Affine;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Tensors;
import io.peco4j.nn.perceptual.Lpips;

/**
 * The losses of VQGAN (Esser et al. 2021; taming's {@code VQLPIPSWithDiscriminator}): absolute difference of pixels
 * plus LPIPS, the quantiser's loss, and a patch discriminator that counts as much as {@link AdaptiveWeight} says.
 *
 * <p>Pictures are float32 (B, 3, H, W) around [-1, 1]. Results are float32 scalars with their graph unless stated,
 * owned by the manager of the reconstructions.
 */
public final class VqGanLoss {
    private static final Kernel RECONSTRUCTION = Kernel.compile("reconstruction", """
            def forward(self, reconstructions: Tensor, inputs: Tensor, distance: Tensor, weight: Tensor) -> Tensor:
              pixels = torch.abs(torch.sub(inputs, reconstructions))
              return torch.mean(torch.add(pixels, torch.mul(distance, weight)))
            """);

    private static final Kernel TOTAL = Kernel.compile("loss of the autoencoder", """
            def forward(self, nll: Tensor, codebook: Tensor, generator: Tensor, share: Tensor, weight: Tensor) -> Tensor:
              return torch.add(torch.add(nll, torch.mul(generator, share)), torch.mul(codebook, weight))
            """);

    private final VqGanSettings settings;
    private final Lpips lpips;
    private final PatchDiscriminator discriminator;

    /**
     * The losses around two networks.
     *
     * @param lpips frozen
     * @param discriminator trained by {@link #ofDiscriminator}
     */
    public VqGanLoss(VqGanSettings settings, Lpips lpips, PatchDiscriminator discriminator) {
        this.settings = settings;
        this.lpips = lpips;
        this.discriminator = discriminator;
    }

    /**
     * What the autoencoder's pass consists of.
     *
     * @param total what it minimises
     * @param reconstruction pixels and LPIPS
     * @param perceptual LPIPS alone, the mean over the batch, no weight; 0 if the settings give it none
     * @param codebook the quantiser's loss, the mean over its elements, no weight
     * @param adversarial the generator's loss, no weight
     * @param adaptive what the generator's loss is multiplied with, beside the onset's factor; no graph
     */
    public record Autoencoder(
            NDArray total,
            NDArray reconstruction,
            NDArray perceptual,
            NDArray codebook,
            NDArray adversarial,
            NDArray adaptive) {}

    /**
     * What the discriminator's pass consists of.
     *
     * @param total what it minimises
     * @param real its mean logit of real pictures; for reports
     * @param fake its mean logit of reconstructions; for reports
     */
    public record Discriminator(NDArray total, NDArray real, NDArray fake) {}

    /**
     * The autoencoder's loss. Gradient mode must be on; the discriminator's parameters get gradients too, which are to
     * be dropped.
     *
     * @param codebook the quantiser's loss, of any shape
     * @param lastLayer the decoder's last weight
     * @param step of training, counted from 0
     */
    public Autoencoder ofAutoencoder(
            NDArray inputs, NDArray reconstructions, NDArray codebook, NDArray lastLayer, long step) {
        NDArray distance = settings.perceptual() == 0
                ? scalar(reconstructions, 0)
                : lpips.between(reconstructions, inputs.stopGradient());
        NDArray nll =
                RECONSTRUCTION.apply(reconstructions, inputs, distance, scalar(reconstructions, settings.perceptual()));
        NDArray generator = GeneratorLoss.MEAN_LOGIT.of(discriminator.forward(reconstructions, true));
        NDArray adaptive = Affine.scaled(AdaptiveWeight.of(nll, generator, lastLayer), settings.adversarial());
        NDArray share = Affine.scaled(adaptive, settings.onset().at(step));
        NDArray quantisation = codebook.mean();
        NDArray total = TOTAL.apply(nll, quantisation, generator, share, scalar(nll, settings.codebook()));
        return new Autoencoder(total, nll, distance.mean(), quantisation, generator, adaptive);
    }

    /** The discriminator's loss; nothing flows back into the reconstructions. */
    public Discriminator ofDiscriminator(NDArray inputs, NDArray reconstructions, long step) {
        NDArray real = discriminator.forward(inputs.stopGradient(), true);
        NDArray fake = discriminator.forward(reconstructions.stopGradient(), true);
        NDArray loss = Affine.scaled(
                settings.discriminator().of(real, fake), settings.onset().at(step));
        return new Discriminator(loss, real.mean(), fake.mean());
    }

    /** Single precision throughout: the engine would widen a product of two scalars to the wider one. */
    private static NDArray scalar(NDArray like, double value) {
        return Tensors.of(like.getManager(), (float) value);
    }
}
