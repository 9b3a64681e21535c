package io.peco4j.nn.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.cnn.VggShape;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.parity.Gradients;
import io.peco4j.nn.parity.Tape;
import io.peco4j.nn.perceptual.Lpips;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VqGanLossTest {
    @Test
    void theNonSaturatingLossIsTheLogarithmOfBeingTakenForReal() {
        try (Tape tape = Tape.float32()) {
            NDArray logits = tape.manager().create(new float[] {-2, 0, 3});
            double expected = 0;
            for (float logit : logits.toFloatArray()) {
                expected -= Math.log(1 / (1 + Math.exp(-logit))) / 3;
            }
            assertThat((double) GeneratorLoss.NON_SATURATING.of(logits).getFloat())
                    .isCloseTo(expected, within(1e-6));
        }
    }

    /** At the last layer the adversarial pull becomes as long as the reconstruction's. */
    @Test
    void theAdaptiveWeightEvensTheTwoPulls() {
        try (Tape tape = Tape.float32()) {
            NDArray last = tape.leaf(3, 4);
            NDArray x = tape.leaf(4, 5);
            float[] weight = new float[1];
            tape.backward(() -> {
                NDArray y = last.matMul(x);
                weight[0] = AdaptiveWeight.of(y.square().mean(), y.sum(), last).getFloat();
                return y.square().mean();
            });
            double reconstruction = length(Gradients.take(last));
            tape.backward(() -> last.matMul(x).sum());
            double adversarial = length(Gradients.take(last));
            assertThat((double) weight[0]).isCloseTo(reconstruction / (adversarial + 1e-4), within(1e-5));
        }
    }

    @Test
    void withoutWeightNothingIsAskedOfLpips() {
        try (Tape tape = Tape.float32()) {
            Lpips lpips = new Lpips(tape.context(), new VggShape(List.of(4), List.of(1), false));
            PatchDiscriminator discriminator =
                    new PatchDiscriminator(tape.context(), new DiscriminatorShape(4, 1, DiscriminatorShape.Norm.BATCH));
            AdversarialOnset onset = new AdversarialOnset(1, 10);
            VqGanSettings settings = new VqGanSettings(2, 0, 0.8, onset, DiscriminatorLoss.HINGE);
            VqGanLoss loss = new VqGanLoss(settings, lpips, discriminator);
            Conv2d decoder = Conv2d.same(tape.context(), 3, 3, 3);
            NDArray x = tape.leaf(2, 3, 16, 16);
            NDArray codebook = tape.manager().create(new float[] {0.25f});
            tape.backward(() -> {
                NDArray y = decoder.forward(x, true);
                VqGanLoss.Autoencoder parts = loss.ofAutoencoder(x, y, codebook, decoder.weight(), 9);
                float pixels = x.sub(y).abs().mean().getFloat();
                assertThat(parts.perceptual().getFloat()).isZero();
                assertThat(parts.reconstruction().getFloat()).isCloseTo(pixels, within(1e-6f));
                // Before its onset the discriminator does not count.
                assertThat(parts.total().getFloat()).isCloseTo(pixels + 0.5f, within(1e-5f));
                return parts.total();
            });
            assertThat(loss.ofDiscriminator(x, x, 9).total().getFloat()).isZero();
            assertThat(loss.ofDiscriminator(x, x, 10).total().getFloat()).isPositive();
        }
    }

    @Test
    void theLogitsAreOfPatches() {
        try (Tape tape = Tape.float32()) {
            PatchDiscriminator network = new PatchDiscriminator(
                    tape.context(), new DiscriminatorShape(4, 2, DiscriminatorShape.Norm.ACTIVATION));
            Shape in = new Shape(1, 3, 40, 32);
            assertThat(network.forward(tape.leaf(in.getShape()), true).getShape())
                    .isEqualTo(network.outputShape(in));
        }
    }

    private static double length(NDArray gradient) {
        return Math.sqrt(gradient.square().sum().getFloat());
    }
}
