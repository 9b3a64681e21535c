package io.peco4j.nn.vq;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.AttentionBlock;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.conv.Downsample;
import io.peco4j.nn.conv.ResidualBlock;
import io.peco4j.nn.conv.Upsample;
import io.peco4j.nn.parity.Gradients;
import io.peco4j.nn.parity.Tape;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** With bfloat16 inside, results and gradients stay float32 and near those of float32. */
final class BFloat16Test {
    static Stream<Arguments> layers() {
        return Stream.<Function<Tape, Layer>>of(
                        tape -> Conv2d.same(tape.context(), 32, 64, 3),
                        tape -> new ResidualBlock(tape.context(), 32, 64),
                        tape -> new ResidualBlock(tape.context(), 32, 32),
                        tape -> new AttentionBlock(tape.context(), 32),
                        tape -> new Downsample(tape.context(), 32),
                        tape -> new Upsample(tape.context(), 32),
                        tape -> new CnnDecoder(tape.context(), new CnnShape(32, List.of(1, 1), 1, true, 32)))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void isNearFloat32(Function<Tape, Layer> make) {
        try (Tape exact = Tape.float32();
                Tape rounded = Tape.of(Precision.BFLOAT16)) {
            Layer wanted = make.apply(exact);
            Layer layer = make.apply(rounded);
            NDArray x = exact.leaf(2, 32, 8, 8);
            NDArray copy = rounded.manager().create(x.toFloatArray(), x.getShape());
            copy.setRequiresGradient(true);
            NDArray y = exact.backward(() -> wanted.forward(x, true).square().mean());
            NDArray z = rounded.backward(() -> {
                NDArray out = layer.forward(copy, true);
                assertThat(out.getDataType()).isEqualTo(DataType.FLOAT32);
                assertThat(out.getShape()).isEqualTo(layer.outputShape(new Shape(2, 32, 8, 8)));
                return out.square().mean();
            });
            assertThat(distance(y, z)).isLessThan(0.02);
            assertThat(distance(x.getGradient(), copy.getGradient())).isLessThan(0.05);
            Map<String, NDArray> found = Parameters.trainable(layer);
            Parameters.trainable(wanted).forEach((name, array) -> {
                NDArray gradient = Gradients.named(found, name).getGradient();
                assertThat(gradient.getDataType()).isEqualTo(DataType.FLOAT32);
                // A bias before a norm with one channel per group has no effect: its gradient is rounding only.
                if (name.endsWith("weight")) {
                    assertThat(distance(array.getGradient(), gradient)).as(name).isLessThan(0.08);
                }
            });
        }
    }

    private static double distance(NDArray wanted, NDArray found) {
        return Gradients.relativeError(wanted.getManager().create(found.toFloatArray(), wanted.getShape()), wanted);
    }
}
