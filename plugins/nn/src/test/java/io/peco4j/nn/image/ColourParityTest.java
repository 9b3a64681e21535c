package io.peco4j.nn.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.RgbImage;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Colour steps give Pillow's bytes, up to one level. */
final class ColourParityTest {
    private final ReferencePictures reference = new ReferencePictures("aug_color_jitter");
    private final RgbImage image = reference.image("in.bytes");

    @AfterEach
    void close() {
        reference.close();
    }

    @Test
    void brightnessContrastAndSaturation() {
        assertThat(largestDifference(ColorJitter.brightness(image, 1.3), "brightness"))
                .isLessThanOrEqualTo(1);
        assertThat(largestDifference(ColorJitter.contrast(image, 0.7), "contrast"))
                .isLessThanOrEqualTo(1);
        assertThat(largestDifference(ColorJitter.saturation(image, 1.4), "saturation"))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void hue() {
        assertThat(largestDifference(ColorJitter.hue(image, 0.1), "hue")).isLessThanOrEqualTo(1);
    }

    @Test
    void greys() {
        RgbImage grey = new Grayscale().apply(image, new SplittableRandom(0));
        float[] expected = reference.floats("out.pil.grayscale");
        for (int i = 0; i < grey.rgb().length; i++) {
            assertThat((float) (grey.rgb()[i] & 0xff)).isEqualTo(expected[i / 3]);
        }
    }

    private int largestDifference(RgbImage actual, String name) {
        byte[] expected = reference.image("out.pil." + name).rgb();
        int largest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs((actual.rgb()[i] & 0xff) - (expected[i] & 0xff)));
        }
        return largest;
    }
}
