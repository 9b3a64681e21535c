package io.peco4j.nn.image;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.GradientMode;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class BatchColoursTest {
    @Property(tries = 10)
    void neutralFactorsChangeNothingAndWholeTurnsComeBack(@ForAll @IntRange(max = 1000) int seed) {
        GradientMode.turnOff();
        try (NDManager manager = NDManager.newBaseManager()) {
            manager.getEngine().setRandomSeed(seed);
            NDArray images = manager.randomUniform(0, 1, new Shape(2, 3, 5, 7));
            same(BatchColours.brightness(images, 1), images);
            same(BatchColours.contrast(images, 1), images);
            same(BatchColours.saturation(images, 1), images);
            same(BatchColours.hue(images, 0), images);
            same(BatchColours.hue(BatchColours.hue(images, 0.3), 0.7), images);
            NDArray grey = BatchColours.saturation(images, 0);
            same(BatchColours.hue(grey, 0.4), grey);
            // A third of the circle sends red to green.
            same(BatchColours.hue(images, 1.0 / 3).get(":, 1"), images.get(":, 0"));
        }
    }

    @Property(tries = 200)
    void aClampedRegionLiesInThePicture(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int width,
            @ForAll @IntRange(min = 1, max = 60) int height) {
        ClampedCrop crop = new ClampedCrop(8, 0.2, 1, Filter.BICUBIC);
        assertThat(crop.draw(width, height, new SplittableRandom(seed)).fits(width, height))
                .isTrue();
    }

    private static void same(NDArray found, NDArray expected) {
        assertThat(found.sub(expected).abs().max().getFloat()).isLessThan(2e-5f);
    }
}
