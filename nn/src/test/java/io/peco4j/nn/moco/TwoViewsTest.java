package io.peco4j.nn.moco;

import static org.assertj.core.api.Assertions.assertThat;

import io.peco4j.api.data.Example;
import io.peco4j.api.data.RgbImage;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.PictureSize;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TwoViewsTest {
    private static final TwoViews VIEWS = TwoViews.of(PictureSize.square(16), 0.08);

    @Test
    void viewsDifferAndAreFunctionsOfTheSeed() {
        byte[] pixels = new byte[3 * 40 * 30];
        new Random(1).nextBytes(pixels);
        RgbImage picture = new RgbImage(40, 30, pixels);
        byte[] first = view(picture, 5, TwoViews.FIRST).rgb();
        assertThat(first)
                .hasSize(3 * 16 * 16)
                .isEqualTo(view(picture, 5, TwoViews.FIRST).rgb());
        assertThat(first).isNotEqualTo(view(picture, 5, TwoViews.SECOND).rgb());
        assertThat(first).isNotEqualTo(view(picture, 6, TwoViews.FIRST).rgb());
        assertThat(view(picture, 5, TwoViews.SECOND).rgb())
                .isEqualTo(view(picture, 5, TwoViews.SECOND).rgb());
    }

    /** Jitter leaves white above the threshold of 128, solarisation takes it below. */
    @Test
    void onlyTheSecondViewIsSolarisedAndThatOneTimeInFive() {
        byte[] pixels = new byte[3 * 20 * 20];
        Arrays.fill(pixels, (byte) 255);
        RgbImage white = new RgbImage(20, 20, pixels);
        int draws = 400;
        int first = 0;
        int second = 0;
        for (int seed = 0; seed < draws; seed++) {
            first += dark(view(white, seed, TwoViews.FIRST));
            second += dark(view(white, seed, TwoViews.SECOND));
        }
        assertThat(first).isZero();
        double deviation = Math.sqrt(0.2 * 0.8 * draws);
        assertThat((double) second).isBetween(0.2 * draws - 4 * deviation, 0.2 * draws + 4 * deviation);
    }

    private static int dark(RgbImage image) {
        return (image.rgb()[0] & 0xff) < 128 ? 1 : 0;
    }

    private static RgbImage view(RgbImage picture, long seed, String name) {
        Sample sample = VIEWS.prepare(new Example.Image(picture), new SplittableRandom(seed));
        return ((Sample.Picture) Objects.requireNonNull(sample.fields().get(name))).image();
    }
}
