package io.peco4j.pretraining.dino;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.PictureSize;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class DinoViewsTest {
    private static final PictureSize SIZE = new PictureSize(16, 12);

    @Test
    void twoLargeViewsAndSomeSmallOnes() {
        Sample sample =
                DinoViews.of(TinyDino.options("local-crops = 5"), SIZE).prepare(picture(), new SplittableRandom(1));
        assertThat(frames(sample, DinoViews.GLOBAL)).hasSize(2).allSatisfy(view -> {
            assertThat(view.height()).isEqualTo(SIZE.height());
            assertThat(view.width()).isEqualTo(SIZE.width());
        });
        assertThat(frames(sample, DinoViews.LOCAL)).hasSize(5).allSatisfy(view -> {
            assertThat(view.height()).isEqualTo(8);
            assertThat(view.width()).isEqualTo(8);
        });
        assertThat(DinoViews.of(TinyDino.options("local-crops = 0"), SIZE)
                        .prepare(picture(), new SplittableRandom(1))
                        .fields())
                .containsOnlyKeys(DinoViews.GLOBAL);
    }

    @Test
    void rowsOfAPassAreViewByView() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray views = manager.arange(2f * 3 * 3).reshape(2, 3, 3, 1, 1);
            NDArray row = DinoViews.inARow(views);
            assertThat(row.getShape()).isEqualTo(new Shape(6, 3, 1, 1));
            for (int view = 0; view < 3; view++) {
                for (int picture = 0; picture < 2; picture++) {
                    assertThat(row.get(2 * view + picture)).isEqualTo(views.get(picture, view));
                }
            }
        }
    }

    private static List<RgbImage> frames(Sample sample, String field) {
        return ((Sample.Clip) Objects.requireNonNull(sample.fields().get(field))).frames();
    }

    private static Example picture() {
        byte[] rgb = new byte[3 * 40 * 30];
        new SplittableRandom(7).nextBytes(rgb);
        return new Example.Image(new RgbImage(40, 30, rgb));
    }
}
