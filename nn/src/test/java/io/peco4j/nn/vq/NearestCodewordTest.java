package io.peco4j.nn.vq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.parity.Tape;
import java.util.Objects;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class NearestCodewordTest {
    @Property(tries = 40)
    void ofEqualCodewordsTheLowestIndexWins(
            @ForAll @IntRange(min = 2, max = 700) int size,
            @ForAll @IntRange(min = 1, max = 130) int dimension,
            @ForAll @IntRange(min = 1, max = 9) int width) {
        try (Tape tape = Tape.float32()) {
            VectorQuantizer quantizer =
                    new EmaVectorQuantizer(tape.context(), size, dimension, 0.25, EmaCodebook.standard());
            int different = (size + 1) / 2;
            NDArray weight = Objects.requireNonNull(Parameters.state(quantizer).get("embedding.weight"));
            NDArray copies = weight.get(":" + different).concat(weight.get(":" + (size - different)));
            weight.muli(0).addi(copies);
            NDArray z = tape.manager().randomNormal(new Shape(2, dimension, 3, width));

            NDArray tokens = quantizer.nearest(z);

            assertThat(tokens.max().getLong()).isLessThan(different);
            NDArray chosen = quantizer.lookup(tokens).transpose(0, 3, 1, 2);
            double nearest = z.sub(chosen).square().sum(new int[] {1}).sum().getFloat();
            assertThat(nearest).isCloseTo(exhaustive(z, copies), within(1e-3 * nearest));
        }
    }

    @Property(tries = 20)
    void aMapIsQuantisedAsInAnyBatch(
            @ForAll @IntRange(min = 2, max = 2000) int size, @ForAll @IntRange(min = 2, max = 5) int batch) {
        try (Tape tape = Tape.float32()) {
            VectorQuantizer quantizer = new GradientVectorQuantizer(tape.context(), size, 24, 1, 0.25);
            NDArray z = tape.manager().randomNormal(new Shape(batch, 24, 7, 5)).muli(1.0 / size);
            NDArray tokens = quantizer.nearest(z);
            for (int i = 0; i < batch; i++) {
                String row = i + ":" + (i + 1);
                assertThat(quantizer.nearest(z.get(row))).isEqualTo(tokens.get(row));
            }
        }
    }

    @Example
    void portionsOfALargeBatchFitTogether() {
        try (Tape tape = Tape.float32()) {
            VectorQuantizer quantizer = new EmaVectorQuantizer(tape.context(), 8192, 4, 0.25, EmaCodebook.standard());
            NDArray z = tape.manager().randomNormal(new Shape(3, 4, 20, 20));
            assertThat(3 * 20 * 20).isGreaterThan(2 * NearestCodeword.rowsAtATime(8192));
            NDArray corner = quantizer.nearest(z.get("2:3, :, 19:20, 18:20"));
            assertThat(quantizer.nearest(z).get("2:3, 19:20, 18:20")).isEqualTo(corner);
        }
    }

    private static double exhaustive(NDArray z, NDArray codebook) {
        int channels = (int) z.getShape().get(1);
        NDArray rows = z.transpose(0, 2, 3, 1).reshape(-1, 1, channels);
        return rows.sub(codebook.reshape(1, -1, channels))
                .square()
                .sum(new int[] {2})
                .min(new int[] {1})
                .sum()
                .getFloat();
    }
}
