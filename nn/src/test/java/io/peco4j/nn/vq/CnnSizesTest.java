package io.peco4j.nn.vq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.parity.Tape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameters and multiply-adds of the tokenizers in the notes on the paper, section B.1. */
final class CnnSizesTest {
    static Stream<Arguments> presets() {
        return Stream.of(
                Arguments.of(64, List.of(1, 2, 4, 8, 8), 224, 37_593_536L, 33.7, 54_285_443L, 81.2),
                Arguments.of(32, List.of(1, 2, 4, 8, 16), 224, 25_819_616L, 11.8, 37_863_875L, 26.6),
                Arguments.of(32, List.of(1, 2, 4, 8, 8), 224, 9_752_032L, 8.6, 13_928_131L, 20.4),
                Arguments.of(64, List.of(1, 2, 4, 8), 112, 25_790_400L, 10.0, 37_760_643L, 21.4));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void areAsDerived(
            int channels,
            List<Integer> multipliers,
            int side,
            long encoder,
            double gmacIn,
            long decoder,
            double gmacOut) {
        try (Tape tape = Tape.float32()) {
            Layer in = new CnnEncoder(tape.context(), new CnnShape(channels, multipliers, 2, true, 256));
            Layer out = new CnnDecoder(tape.context(), new CnnShape(channels, multipliers, 3, true, 256));
            Layer between = Conv2d.same(tape.context(), 256, 256, 1);
            Shape latent = in.outputShape(new Shape(1, 3, side, side));
            assertThat(latent).isEqualTo(new Shape(1, 256, 14, 14));
            assertThat(out.outputShape(latent)).isEqualTo(new Shape(1, 3, side, side));
            assertThat(count(in) + count(between)).isEqualTo(encoder);
            assertThat(count(between) + count(out)).isEqualTo(decoder);
            assertThat(in.flops(new Shape(1, 3, side, side)) / 2e9).isCloseTo(gmacIn, within(0.06));
            assertThat(out.flops(latent) / 2e9).isCloseTo(gmacOut, within(0.06));
        }
    }

    @ParameterizedTest
    @MethodSource("withoutAttention")
    void attentionOfTheLowestLevelCanBeLeftOut(int channels, List<Integer> multipliers, long encoder) {
        try (Tape tape = Tape.float32()) {
            Layer in = new CnnEncoder(tape.context(), new CnnShape(channels, multipliers, 2, false, 256));
            assertThat(count(in) + 256 * 257).isEqualTo(encoder);
        }
    }

    static Stream<Arguments> withoutAttention() {
        return Stream.of(Arguments.of(64, List.of(1, 2, 4, 8), 23_687_104L));
    }

    /**
     * The variants of the paper's ablation: light tokenizer, 8 x 8 pixels a token, decoders of half the width or depth.
     */
    @Test
    void variantsAreOneStepFromTheStandard() {
        CnnShape standard = CnnShape.sixteenfold(64);
        try (Tape tape = Tape.float32()) {
            Shape latent = new Shape(1, 256, 14, 14);
            Shape picture = new Shape(1, 3, 224, 224);
            CnnEncoder light = new CnnEncoder(tape.context(), standard.halfChannels());
            assertThat(standard.halfChannels()).isEqualTo(CnnShape.sixteenfold(32));
            assertThat(light.outputShape(picture)).isEqualTo(latent);
            CnnEncoder eightfold = new CnnEncoder(tape.context(), CnnShape.eightfold(64));
            assertThat(eightfold.outputShape(new Shape(1, 3, 112, 112))).isEqualTo(latent);
            CnnDecoder narrow = new CnnDecoder(
                    tape.context(), CnnShape.eightfold(64).withBlocks(2).halfChannels());
            CnnDecoder shallow =
                    new CnnDecoder(tape.context(), CnnShape.eightfold(64).withBlocks(1));
            CnnDecoder full =
                    new CnnDecoder(tape.context(), CnnShape.eightfold(64).withBlocks(2));
            assertThat(narrow.outputShape(latent)).isEqualTo(full.outputShape(latent));
            assertThat(narrow.flops(latent) / full.flops(latent)).isBetween(0.25, 0.27);
            assertThat(shallow.flops(latent) / full.flops(latent)).isBetween(0.7, 0.8);
            assertThat(count(shallow)).isLessThan(count(full));
        }
    }

    private static long count(Layer layer) {
        return Parameters.trainable(layer).values().stream()
                .mapToLong(array -> array.getShape().size())
                .sum();
    }
}
