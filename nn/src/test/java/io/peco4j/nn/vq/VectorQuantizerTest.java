package io.peco4j.nn.vq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.parity.Tape;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class VectorQuantizerTest {
    /** The one-step example of the notes on the paper: K = 2, d = 1, both tokens at 0. */
    @Test
    void theFirstUpdateKeepsCodewordsInPlace() {
        try (Tape tape = Tape.float32()) {
            EmaVectorQuantizer quantizer = new EmaVectorQuantizer(tape.context(), 2, 1, 0.25, EmaCodebook.standard());
            quantizer.startFrom(tape.manager().create(new float[] {1, 3}, new Shape(2, 1)), 1);

            quantizer.quantise(tape.manager().zeros(new Shape(1, 1, 1, 2)), true);
            quantizer.update();

            assertThat(buffer(quantizer, "cluster_size").toFloatArray())
                    .containsExactly(new float[] {1.01f, 0.99f}, within(1e-6f));
            assertThat(buffer(quantizer, "embed_avg").toFloatArray())
                    .containsExactly(new float[] {0.99f, 2.97f}, within(1e-6f));
            assertThat(buffer(quantizer, "weight").toFloatArray())
                    .containsExactly(new float[] {0.9802f, 3.0000f}, within(1e-4f));
        }
    }

    @Test
    void microBatchesMakeOneUpdateAndEvaluationNone() {
        try (Tape tape = Tape.float32()) {
            VectorQuantizer whole = new EmaVectorQuantizer(tape.context(), 6, 3, 0.25, EmaCodebook.standard());
            VectorQuantizer parts = new EmaVectorQuantizer(tape.context(), 6, 3, 0.25, EmaCodebook.standard());
            Map<String, NDArray> from = Parameters.state(whole);
            Parameters.state(parts)
                    .forEach((name, array) -> array.muli(0).addi(Objects.requireNonNull(from.get(name))));
            NDArray z = tape.manager().randomNormal(new Shape(4, 3, 2, 2));
            NDArray before = buffer(parts, "weight").duplicate();

            parts.quantise(z, false);
            parts.update();
            whole.update();
            whole.quantise(z, true);
            whole.update();
            parts.quantise(z.get("0:3"), true);
            parts.quantise(z.get("3:4"), true);
            parts.update();

            assertThat(buffer(parts, "weight").allClose(buffer(whole, "weight"), 1e-6, 1e-6, false))
                    .isTrue();
            assertThat(buffer(parts, "weight").allClose(before, 1e-6, 1e-6, false))
                    .isFalse();
        }
    }

    @Test
    void deadCodewordsComeBackAsVectorsOfTheBatch() {
        try (Tape tape = Tape.float32()) {
            EmaCodebook settings = new EmaCodebook(0.5, 1e-5, EmaCodebook.Initial.NORMAL, 0.6);
            VectorQuantizer quantizer = new EmaVectorQuantizer(tape.context(), 8, 2, 0.25, settings);
            NDArray z = tape.manager().ones(new Shape(1, 2, 4, 4)).muli(50);

            quantizer.quantise(z, true);
            quantizer.update();

            // One codeword was chosen and moves half way; the other seven fell to a size of one half and were replaced.
            float[] codewords = buffer(quantizer, "weight").toFloatArray();
            int replaced = 0;
            for (float number : codewords) {
                replaced += Math.abs(number - 50) < 1e-2 ? 1 : 0;
            }
            assertThat(replaced).isEqualTo(14);
        }
    }

    @Test
    void kMeansFindsTheClustersOfTheFirstBatch() {
        try (Tape tape = Tape.float32()) {
            EmaCodebook settings = new EmaCodebook(0.99, 1e-5, EmaCodebook.Initial.K_MEANS, 0);
            VectorQuantizer quantizer = new EmaVectorQuantizer(tape.context(), 16, 2, 0.25, settings);
            NDArray centres = tape.manager()
                    .create(new float[] {-5, -5, 5, 5}, new Shape(1, 2, 1, 2))
                    .repeat(3, 8);
            NDArray z = tape.manager()
                    .randomNormal(new Shape(2, 2, 4, 16))
                    .muli(0.01)
                    .addi(centres);

            float loss = quantizer.quantise(z, true).loss().getFloat();

            assertThat(loss).isLessThan(1e-3f);
            float[] sizes = buffer(quantizer, "cluster_size").toFloatArray();
            double total = 0;
            for (float size : sizes) {
                assertThat(size).isGreaterThanOrEqualTo(1);
                total += size;
            }
            assertThat(total).isGreaterThanOrEqualTo(128);
            NDArray weight = buffer(quantizer, "weight").duplicate();
            quantizer.quantise(z.mul(3), true);
            assertThat(buffer(quantizer, "weight")).isEqualTo(weight);
        }
    }

    /** Codewords do not depend on z where no index changes, so the loss is a plain quadratic there. */
    @Test
    void theLossHasTheGradientOfItsFiniteDifferences() {
        try (Tape tape = Tape.float32()) {
            VectorQuantizer quantizer = new EmaVectorQuantizer(tape.context(), 5, 3, 0.25, EmaCodebook.standard());
            NDArray z = tape.leaf(2, 3, 2, 2);
            tape.backward(() -> quantizer.quantise(z, true).loss());
            float[] gradient = z.getGradient().toFloatArray();
            for (int i = 0; i < gradient.length; i++) {
                float step = 1e-3f;
                NDArray tokens = quantizer.nearest(z);
                float[] shift = new float[gradient.length];
                shift[i] = step;
                NDArray up = z.add(tape.manager().create(shift, z.getShape()));
                NDArray down = z.sub(tape.manager().create(shift, z.getShape()));
                if (quantizer.nearest(up).equals(tokens)
                        && quantizer.nearest(down).equals(tokens)) {
                    double difference = (quantizer.quantise(up, false).loss().getFloat()
                                    - quantizer.quantise(down, false).loss().getFloat())
                            / (2.0 * step);
                    assertThat(gradient[i]).isCloseTo((float) difference, within(2e-3f));
                }
            }
        }
    }

    private static NDArray buffer(VectorQuantizer quantizer, String name) {
        return Objects.requireNonNull(Parameters.state(quantizer).get("embedding." + name));
    }
}
