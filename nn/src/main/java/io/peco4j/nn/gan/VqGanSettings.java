package io.peco4j.nn.gan;

/**
 * How the parts of VQGAN's loss weigh.
 *
 * @param codebook weight of the quantiser's loss; 1
 * @param perceptual weight of LPIPS beside the absolute difference of pixels; 1
 * @param adversarial what the adaptive weight is multiplied with; 0.8 in VQGAN
 * @param onset when the discriminator begins to count
 * @param discriminator what it minimises
 */
public record VqGanSettings(
        double codebook,
        double perceptual,
        double adversarial,
        AdversarialOnset onset,
        DiscriminatorLoss discriminator) {}
