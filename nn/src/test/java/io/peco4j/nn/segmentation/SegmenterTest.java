package io.peco4j.nn.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.nn.parity.Tape;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.vit.VitSize;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A whole segmenter on a small transformer. */
final class SegmenterTest {
    private static final int IMAGE = 32;

    @Test
    void saysSomethingOfPicturesOfAnySizeOfWholePatches() {
        try (Tape tape = Tape.float32()) {
            Segmenter segmenter = segmenter(tape, 8);
            try (NDArray wide = tape.manager().randomNormal(new Shape(1, 3, 24, 48))) {
                assertThat(segmenter.logits(wide).getShape().getShape()).containsExactly(1, 5, 24, 48);
            }
            assertThatThrownBy(() -> segmenter.logits(tape.leaf(1, 3, 20, 48)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Work and memory grow with the head. */
    @Test
    void countsWorkAndMemory() {
        try (Tape tape = Tape.float32()) {
            PictureSize size = PictureSize.square(IMAGE);
            Segmenter narrow = segmenter(tape, 8);
            Segmenter wide = segmenter(tape, 16);
            assertThat(narrow.flops(size)).isPositive().isLessThan(wide.flops(size));
            assertThat(narrow.activationBytes(size)).isPositive().isLessThan(wide.activationBytes(size));
            assertThat(narrow.flops(PictureSize.square(2 * IMAGE))).isGreaterThan(3.9 * narrow.flops(size));
        }
    }

    @Test
    void readsFourBlocksSpreadOverTheDepth() {
        assertThat(SegmenterShape.spread(12)).containsExactly(4, 6, 8, 12);
        assertThat(SegmenterShape.spread(24)).containsExactly(8, 12, 16, 24);
        assertThat(SegmenterShape.spread(1)).containsExactly(1, 1, 1, 1);
        List<Integer> three = List.of(1, 2, 3);
        assertThatThrownBy(() -> new SegmenterShape(three, 8, 8, 5, List.of(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Segmenter segmenter(Tape tape, int channels) {
        VisionEncoder encoder = new VisionTransformer(
                tape.context(), VitConfig.plain(VitSize.TINY, 8, IMAGE).withDepth(2));
        return new Segmenter(
                tape.context(),
                encoder,
                new SegmenterShape(SegmenterShape.spread(2), channels, 8, 5, List.of(1, 2, 3, 6), 0.1));
    }
}
