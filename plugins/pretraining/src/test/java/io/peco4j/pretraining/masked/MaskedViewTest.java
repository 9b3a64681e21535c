package io.peco4j.pretraining.masked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.PictureSize;
import io.peco4j.nn.image.ColorJitter;
import io.peco4j.nn.image.HorizontalFlip;
import io.peco4j.nn.image.ImageTransform;
import io.peco4j.nn.mask.BlockwiseMask;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class MaskedViewTest {
    private static final BlockwiseMask MASK = new BlockwiseMask(4, 4, 6, 1, 0.3);
    private static final ImageTransform CHANGE = new ColorJitter(0.4, 0.4, 0.4, 0).then(new HorizontalFlip(0.5));

    /**
     * On a colour ramp each quarter of a view says where it was cut, whether it was flipped, and how it was jittered.
     */
    @Test
    void encoderAndTokenizerSeeTheSameRegionAtTheirOwnSizes() {
        MaskedView view = MaskedView.random(CHANGE, 0.08, PictureSize.square(32), PictureSize.square(16), MASK);
        for (int seed = 0; seed < 20; seed++) {
            Sample sample = view.prepare(new Example.Labelled(ramp(), 1), new SplittableRandom(seed));
            assertThat(sample.fields()).containsOnlyKeys("image", "target", "mask");
            RgbImage image = picture(sample, "image");
            RgbImage target = picture(sample, "target");
            assertThat(image.width()).isEqualTo(32);
            assertThat(target.height()).isEqualTo(16);
            for (int quarter = 0; quarter < 12; quarter++) {
                assertThat(mean(target, quarter)).isCloseTo(mean(image, quarter), within(1.5));
            }
        }
    }

    @Test
    void whereBothWantTheSameSizeThereIsOnePicture() {
        Sample sample = MaskedView.random(CHANGE, 0.08, PictureSize.square(32), PictureSize.square(32), MASK)
                .prepare(new Example.Image(ramp()), new SplittableRandom(1));
        assertThat(sample.fields()).containsOnlyKeys("image", "mask");
        assertThat(mask(sample).values()).hasSize(16);
        assertThat(mask(sample).shape()).containsExactly(16);
    }

    /** Masks differ from epoch to epoch nevertheless. */
    @Test
    void fixedViewsShowTheMiddleAsItIs() {
        MaskedView view = MaskedView.fixed(PictureSize.square(60), PictureSize.square(30), MASK);
        Sample one = view.prepare(new Example.Image(ramp()), new SplittableRandom(1));
        Sample other = view.prepare(new Example.Image(ramp()), new SplittableRandom(2));
        RgbImage seen = picture(one, "image");
        assertThat(picture(other, "image").rgb()).isEqualTo(seen.rgb());
        assertThat(picture(other, "target").rgb())
                .isEqualTo(picture(one, "target").rgb());
        assertThat(seen.rgb()[0])
                .as("red of the first column, the tenth of the ramp")
                .isEqualTo((byte) 70);
        assertThat(mask(one).values()).isNotEqualTo(mask(other).values());
    }

    private static Sample.Floats mask(Sample sample) {
        return (Sample.Floats) Objects.requireNonNull(sample.fields().get("mask"));
    }

    private static RgbImage picture(Sample sample, String name) {
        return ((Sample.Picture) Objects.requireNonNull(sample.fields().get(name))).image();
    }

    private static double mean(RgbImage image, int quarter) {
        int half = image.width() / 2;
        int left = quarter % 2 * half;
        int top = quarter / 2 % 2 * half;
        double sum = 0;
        for (int y = top; y < top + half; y++) {
            for (int x = left; x < left + half; x++) {
                sum += image.rgb()[3 * (y * image.width() + x) + quarter / 4] & 0xff;
            }
        }
        return sum / (half * half);
    }

    private static RgbImage ramp() {
        byte[] rgb = new byte[3 * 80 * 60];
        for (int y = 0; y < 60; y++) {
            for (int x = 0; x < 80; x++) {
                int at = 3 * (y * 80 + x);
                rgb[at] = (byte) (60 + x);
                rgb[at + 1] = (byte) (60 + 2 * y);
                rgb[at + 2] = (byte) (40 + x + y);
            }
        }
        return new RgbImage(80, 60, rgb);
    }
}
