package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.random.RandomGenerator;

/** Takes the colour away: three equal channels with the luminance (ITU-R 601). */
public record Grayscale() implements ImageTransform {

    @Override
    public RgbImage apply(RgbImage image, RandomGenerator random) {
        return Colours.saturate(image, 0);
    }
}
