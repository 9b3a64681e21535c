package io.peco4j.nn.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.RgbImage;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What every step promises, and what some of them must do to plain pictures. */
final class ImageTransformTest {
    private static final ImageTransform MOCO = new RandomApply(0.8, new ColorJitter(0.4, 0.4, 0.2, 0.1))
            .then(new RandomApply(0.2, new Grayscale()))
            .then(new GaussianBlur())
            .then(new RandomApply(0.5, new Solarize()));
    private static final ImageTransform FINE_TUNING = new RandomResizedCrop(17, 0.08, 1, Filter.BICUBIC)
            .then(new HorizontalFlip(0.5))
            .then(new RandAugment(3, 9, 0.5))
            .then(new RandomErasing(0.9));

    @Property(tries = 150)
    void isAFunctionOfPictureAndSeed(@ForAll("pictures") RgbImage image, @ForAll long seed) {
        byte[] before = image.rgb().clone();
        for (ImageTransform transform : List.of(MOCO, FINE_TUNING)) {
            RgbImage once = transform.apply(image, new SplittableRandom(seed));
            RgbImage again = transform.apply(image, new SplittableRandom(seed));
            assertThat(again.rgb()).isEqualTo(once.rgb());
        }
        assertThat(image.rgb()).isEqualTo(before);
    }

    @Property(tries = 100)
    void plainPicturesStayPlainHoweverTheyAreResized(
            @ForAll @IntRange(max = 255) int grey,
            @ForAll @IntRange(min = 1, max = 60) int width,
            @ForAll @IntRange(min = 1, max = 60) int height,
            @ForAll @IntRange(min = 1, max = 90) int size,
            @ForAll Filter filter) {
        RgbImage plain = plain(width, height, grey);
        assertThat(new Resize(size, filter).apply(plain).rgb()).containsOnly((byte) grey);
        assertThat(GaussianBlur.blur(plain, 0.1 + size / 30.0).rgb()).containsOnly((byte) grey);
    }

    @Property(tries = 50)
    void aCropIsTheResizeOfItsRegionAlone(
            @ForAll("pictures") RgbImage image, @ForAll long seed, @ForAll Filter filter) {
        RandomGenerator random = new SplittableRandom(seed);
        CropRegion region = new RandomResizedCrop(9, 0.1, 1, filter).draw(image.width(), image.height(), random);
        RgbImage alone = Resampler.copy(image, region);
        assertThat(RandomResizedCrop.crop(image, region, 9, filter).rgb())
                .isEqualTo(new Resize(9, filter).apply(alone).rgb());
    }

    @Property(tries = 50)
    void flippingTwiceOrTurningFourTimesChangesNothing(@ForAll("pictures") RgbImage image) {
        assertThat(HorizontalFlip.flip(HorizontalFlip.flip(image)).rgb()).isEqualTo(image.rgb());
        RgbImage square = new CenterCrop(12).apply(image);
        RgbImage turned = square;
        for (int quarter = 0; quarter < 4; quarter++) {
            turned = AffineWarp.rotate(90, turned).apply(turned, new byte[3], Filter.BICUBIC);
        }
        assertThat(turned.rgb()).isEqualTo(square.rgb());
    }

    @Property(tries = 50)
    void distortionsWithoutStrengthKeepThePicture(@ForAll("pictures") RgbImage image, @ForAll boolean negated) {
        EnumSet<Distortion> without = EnumSet.allOf(Distortion.class);
        without.removeIf(step -> !step.isSigned());
        without.addAll(List.of(Distortion.SOLARIZE_INCREASING, Distortion.SOLARIZE_ADD));
        for (Distortion step : without) {
            assertThat(step.apply(image, step.argument(0, negated)).rgb())
                    .as(step.name())
                    .isEqualTo(image.rgb());
        }
    }

    @Property(tries = 50)
    void distortionsAtFullStrengthKeepTheSizeAndChangeNoisyPictures(@ForAll long seed) {
        RgbImage image = noise(24, 18, seed);
        for (Distortion step : Distortion.values()) {
            RgbImage changed = step.apply(image, step.argument(9, seed % 2 == 0));
            assertThat(changed.width()).isEqualTo(24);
            if (step != Distortion.AUTO_CONTRAST) { // noise has the full range already
                assertThat(Arrays.equals(changed.rgb(), image.rgb()))
                        .as(step.name())
                        .isFalse();
            }
        }
    }

    @Property(tries = 50)
    void erasingFillsOneRectangle(@ForAll long seed, @ForAll RandomErasing.Fill fill) {
        RgbImage image = noise(24, 18, seed);
        byte[] rgb = new RandomErasing(1, fill)
                .apply(image, new SplittableRandom(seed))
                .rgb();
        Optional<RandomErasing.Erased> erased =
                new RandomErasing(1, fill).erased(18, 24, RandomErasing.Draws.of(new SplittableRandom(seed)));
        CropRegion region = erased.orElseThrow().region();
        for (int pixel = 0; pixel < 24 * 18; pixel++) {
            int row = pixel / 24 - region.top();
            int column = pixel % 24 - region.left();
            boolean inside = row >= 0 && row < region.height() && column >= 0 && column < region.width();
            if (!inside) {
                assertThat(Arrays.equals(rgb, 3 * pixel, 3 * pixel + 3, image.rgb(), 3 * pixel, 3 * pixel + 3))
                        .isTrue();
            } else if (fill == RandomErasing.Fill.MEAN) {
                assertThat(Arrays.copyOfRange(rgb, 3 * pixel, 3 * pixel + 3)).isEqualTo(ImageNetColours.meanBytes());
            }
        }
        assertThat(new RandomErasing(0, fill).apply(image, new SplittableRandom(seed)))
                .isSameAs(image);
    }

    @Provide
    Arbitrary<RgbImage> pictures() {
        Arbitrary<Integer> sizes = Arbitraries.integers().between(12, 40);
        return Combinators.combine(sizes, sizes, Arbitraries.longs()).as(ImageTransformTest::noise);
    }

    private static RgbImage noise(int width, int height, long seed) {
        byte[] rgb = new byte[3 * width * height];
        new SplittableRandom(seed).nextBytes(rgb);
        return new RgbImage(width, height, rgb);
    }

    private static RgbImage plain(int width, int height, int grey) {
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) grey);
        return new RgbImage(width, height, rgb);
    }
}
