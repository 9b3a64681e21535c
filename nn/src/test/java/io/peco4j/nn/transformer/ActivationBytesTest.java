package io.peco4j.nn.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.parity.Tape;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.vit.VitSize;
import org.junit.jupiter.api.Test;

/** What a block keeps, counted by hand in numbers of a token. */
final class ActivationBytesTest {
    private static final int WIDTH = 8;
    private static final int HEADS = 2;
    private static final int TOKENS = 5;
    private static final int ROWS = 3 * TOKENS;
    private static final Shape INPUT = new Shape(3, TOKENS, WIDTH);

    @Test
    void aBlockKeepsSixteenWidthsOfAToken() {
        // Inputs of two norms, of queries, keys and values, and of both maps of the MLP: 1 + 1 + 1 + 1 + 4 widths; q, k
        // and v: 3; the result of attention, which the projection reads: 1; the input of GELU: 4.
        assertThat(bytes(BlockShape.plain(WIDTH, HEADS), false, Precision.FLOAT32))
                .isEqualTo(ROWS * 4.0 * 16 * WIDTH);
    }

    @Test
    void aLayerScaleKeepsBothBranchesAndABiasTheWeightsOfAttention() {
        BlockShape scaled = new BlockShape(WIDTH, HEADS, WIDTH / HEADS, 4 * WIDTH, QkvBias.FUSED, 0.1);
        assertThat(bytes(scaled, true, Precision.FLOAT32))
                .isEqualTo(ROWS * 4.0 * (16 * WIDTH + 2 * WIDTH + HEADS * TOKENS));
    }

    @Test
    void bfloat16HalvesAllButTheNormsAndWithABiasKeepsTheWeightsOfAttentionTwice() {
        assertThat(bytes(BlockShape.plain(WIDTH, HEADS), false, Precision.BFLOAT16))
                .isEqualTo(ROWS * (4.0 * 2 * WIDTH + 2.0 * 14 * WIDTH + 2 * HEADS * TOKENS));
        assertThat(bytes(BlockShape.plain(WIDTH, HEADS), true, Precision.BFLOAT16))
                .isEqualTo(ROWS * (4.0 * 2 * WIDTH + 2.0 * 14 * WIDTH + (4 + 2) * HEADS * TOKENS));
    }

    @Test
    void aFrozenBlockKeepsNoInputsOfItsMaps() {
        try (Tape tape = Tape.float32()) {
            TransformerBlock block = block(tape, BlockShape.plain(WIDTH, HEADS), false);
            Parameters.freeze(block);
            assertThat(block.activationBytes(INPUT)).isEqualTo(ROWS * 4.0 * (2 + 3 + 1 + 4) * WIDTH);
        }
    }

    @Test
    void aTransformerKeepsItsBlocksItsPixelsAndTheInputOfItsNorm() {
        try (Tape tape = Tape.float32()) {
            VisionTransformer encoder = new VisionTransformer(
                    tape.context(), VitConfig.plain(VitSize.TINY, 8, 32).withDepth(3));
            double tokens = 4.0 * (1 + 5) * encoder.width();
            assertThat(encoder.activationBytes(encoder.imageSize(), 5))
                    .isEqualTo(3 * 16 * tokens + tokens + 4.0 * 3 * 32 * 32);
            assertThat(encoder.passBytes(new Shape(1, 3, 32, 32))).isEqualTo(8 * 4.0 * (1 + 16) * encoder.width());
        }
    }

    private static double bytes(BlockShape shape, boolean relative, Precision precision) {
        try (Tape tape = Tape.of(precision)) {
            return block(tape, shape, relative).activationBytes(INPUT);
        }
    }

    private static TransformerBlock block(Tape tape, BlockShape shape, boolean relative) {
        BlockKernel kernel = new BlockKernel(shape, relative, tape.context().precision());
        WeightRule rule = WeightRule.normal(0.02);
        return new TransformerBlock(tape.context(), shape, kernel, new BlockStart(rule, rule, rule), null, 0);
    }
}
