package io.peco4j.nn.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.ConvNormRelu;
import io.peco4j.nn.parity.Tape;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class SegmentationHeadTest {
    @Test
    void dropoutIsForTraining() {
        try (Tape tape = Tape.float32()) {
            PixelClassifier classifier = new PixelClassifier(tape.context(), 32, 4, 0.5);
            NDArray x = tape.leaf(2, 32, 3, 3);
            NDArray plain = classifier.forward(x, false);
            assertThat(plain).isEqualTo(classifier.convolution().forward(x, false));
            assertThat(classifier.forward(x, true)).isNotEqualTo(plain);
            PixelClassifier sure = new PixelClassifier(tape.context(), 32, 4, 0);
            assertThat(sure.forward(x, true)).isEqualTo(sure.forward(x, false));
        }
    }

    @Test
    void unknownPixelsCountInTheMeanOnly() {
        try (Tape tape = Tape.float32()) {
            NDArray logits = tape.manager().zeros(new Shape(1, 4, 1, 2));
            NDArray known = tape.manager().create(new long[] {0, 3}, new Shape(1, 1, 2));
            NDArray half = tape.manager().create(new long[] {0, PixelCrossEntropy.UNKNOWN}, new Shape(1, 1, 2));
            float chance = (float) Math.log(4);
            assertThat(new PixelCrossEntropy().loss(logits, known).getFloat()).isCloseTo(chance, within(1e-6f));
            assertThat(new PixelCrossEntropy().loss(logits, half).getFloat()).isCloseTo(chance / 2, within(1e-6f));
            assertThat(PixelCrossEntropy.accuracy(logits, half).getFloat()).isEqualTo(50);
        }
    }

    /** The whole picture is one of the averages: with one picture its norm would see a single value. */
    @Test
    void learnsFromASinglePictureWithTheRunningStatisticsOfItsWholeAverage() {
        try (Tape tape = Tape.float32()) {
            UperHead head = new UperHead(tape.context(), UperHeadShape.standard(List.of(4, 6), 10, 5));
            List<NDArray> one = List.of(tape.leaf(1, 4, 8, 8), tape.leaf(1, 6, 4, 4));
            tape.backward(() -> head.forward(one, true).square().mean());
            Map<String, NDArray> state = Parameters.state(head);
            assertThat(count(state, "psp_modules.0.1")).isZero();
            assertThat(count(state, "psp_modules.1.1")).isEqualTo(1);
            assertThat(count(state, "bottleneck")).isEqualTo(1);
            Parameters.trainable(head)
                    .forEach((name, array) -> assertThat(
                                    array.getGradient().sum().getFloat())
                            .as(name)
                            .isFinite());
            List<NDArray> two = List.of(tape.leaf(2, 4, 8, 8), tape.leaf(2, 6, 4, 4));
            assertThat(head.forward(two, true).sum().getFloat()).isFinite();
            assertThat(count(state, "psp_modules.0.1")).isEqualTo(1);
        }
    }

    private static long count(Map<String, NDArray> state, String layer) {
        return Objects.requireNonNull(state.get(layer + ".bn.num_batches_tracked"))
                .getLong();
    }

    /** Counted by hand: the head's convolutions one by one. */
    @Test
    void theWorkOfTheHeadIsThatOfItsConvolutions() {
        try (Tape tape = Tape.float32()) {
            UperHead head = new UperHead(tape.context(), UperHeadShape.standard(List.of(4, 6, 8), 10, 5));
            List<Shape> maps = List.of(new Shape(1, 4, 16, 16), new Shape(1, 6, 8, 8), new Shape(1, 8, 4, 4));
            double pooling = 8 * 10 * (1 + 4 + 9 + 36) + 9.0 * (8 + 40) * 10 * 16;
            double sums = 10 * (4.0 * 256 + 6 * 64) + 9.0 * 10 * 10 * (256 + 64);
            double last = 9.0 * 30 * 10 * 256 + 10.0 * 5 * 256;
            assertThat(head.flops(maps)).isEqualTo(2 * (pooling + sums + last));
            assertThat(head.outputShape(maps)).isEqualTo(new Shape(1, 5, 16, 16));
            List<NDArray> tooFew = List.of(tape.leaf(1, 4, 16, 16));
            assertThatThrownBy(() -> head.forward(tooFew, false)).isInstanceOf(IllegalArgumentException.class);
            Shape map = new Shape(1, 8, 4, 4);
            assertThat(new FcnHead(tape.context(), 8, 6, 1, 3, 0.1).flops(map))
                    .isEqualTo(new ConvNormRelu(tape.context(), 8, 6, 3).flops(map) + 2.0 * 6 * 3 * 16);
        }
    }
}
