package io.peco4j.nn.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.image.CropRegion;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Windows of any size over pictures of any size. */
final class SlidingWindowsTest {

    /** A network that looks at pixels one by one says the same of a window as of the whole; each sees all it may. */
    @Property(tries = 60)
    void everyPixelIsSeenAndTheMeanOfEqualAnswersIsTheAnswer(
            @ForAll @IntRange(min = 1, max = 20) int height,
            @ForAll @IntRange(min = 1, max = 20) int width,
            @ForAll @IntRange(min = 1, max = 12) int window,
            @ForAll @IntRange(min = 1, max = 12) int step) {
        GradientMode.turnOff();
        PictureSize stride = PictureSize.square(Math.min(window, step));
        SlidingWindows windows = new SlidingWindows(PictureSize.square(window), stride);
        List<PictureSize> seen = new ArrayList<>();
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray image = manager.arange(3f * height * width).reshape(new Shape(1, 3, height, width));
            NDArray logits = windows.logits(image, part -> {
                seen.add(PictureSize.of(part));
                return part.mul(2);
            });
            assertThat(logits.toFloatArray()).isEqualTo(image.mul(2).toFloatArray());
        }
        assertThat(seen).hasSize(windows.over(new PictureSize(height, width)).size());
        assertThat(seen).containsOnly(new PictureSize(Math.min(window, height), Math.min(window, width)));
        assertThat(windows.over(new PictureSize(height, width)))
                .doesNotHaveDuplicates()
                .allMatch((CropRegion region) -> region.fits(width, height));
    }
}
