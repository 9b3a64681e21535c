package io.peco4j.nn.vq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.parity.Tape;
import org.junit.jupiter.api.Test;

final class GumbelQuantizerTest {
    @Test
    void theNoiseHasGumbelsMoments() {
        try (Tape tape = Tape.float32()) {
            GumbelQuantizer quantizer = new GumbelQuantizer(tape.context(), 4, 100, 5, 1, 1);
            NDArray noise = quantizer.noise(tape.leaf(5, 4, 10, 10));
            assertThat(noise.getShape()).isEqualTo(new Shape(5, 100, 10, 10));
            double mean = noise.mean().getFloat();
            assertThat(mean).isCloseTo(0.57722, within(0.03));
            assertThat((double) noise.sub((float) mean).square().mean().getFloat())
                    .isCloseTo(Math.PI * Math.PI / 6, within(0.1));
        }
    }

    /** At a low temperature the mixture is the choice. */
    @Test
    void coldMixturesAreChoices() {
        try (Tape tape = Tape.float32()) {
            GumbelQuantizer quantizer = new GumbelQuantizer(tape.context(), 4, 12, 5, 1, 1e-4);
            NDArray z = tape.leaf(2, 4, 3, 3);
            NDArray noise = quantizer.noise(z);
            Quantised soft = quantizer.mixture(z, noise);
            Quantised hard = quantizer.choice(z, noise);
            assertThat(quantizer.mixture(z, noise, 1).codewords()).isNotEqualTo(soft.codewords());
            assertThatThrownBy(() -> quantizer.mixture(z, noise, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThat(soft.tokens()).isEqualTo(hard.tokens());
            assertThat(soft.codewords().allClose(hard.codewords(), 1e-4, 1e-4, false))
                    .isTrue();
            assertThat(soft.codewords().getShape()).isEqualTo(quantizer.outputShape(z.getShape()));
            assertThat(quantizer.forward(z, true).getShape()).isEqualTo(quantizer.outputShape(z.getShape()));
        }
    }
}
