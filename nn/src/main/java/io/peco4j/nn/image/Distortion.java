package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.random.RandomGenerator;

/**
 * The steps of {@link RandAugment}, each at a strength from 0 to 1: timm's set in its "increasing" form. Directions and
 * signs are drawn; what a moved picture leaves empty becomes ImageNet's mean colour.
 */
@SuppressWarnings("ImmutableEnumChecker") // the rules have no state
enum Distortion {
    AUTO_CONTRAST((image, strength, random) -> ToneCurve.autoContrast(image).apply(image)),
    EQUALIZE((image, strength, random) -> ToneCurve.equalize(image).apply(image)),
    INVERT((image, strength, random) -> ToneCurve.invert().apply(image)),
    POSTERIZE((image, strength, random) ->
            ToneCurve.posterize(4 - (int) (strength * 4)).apply(image)),
    SOLARIZE((image, strength, random) ->
            ToneCurve.solarize(256 - (int) (strength * 256)).apply(image)),
    SOLARIZE_ADD((image, strength, random) ->
            ToneCurve.lightenDark((int) (strength * 110)).apply(image)),
    COLOR((image, strength, random) -> ColorJitter.saturation(image, factor(strength, random))),
    CONTRAST((image, strength, random) -> ColorJitter.contrast(image, factor(strength, random))),
    BRIGHTNESS((image, strength, random) -> ColorJitter.brightness(image, factor(strength, random))),
    SHARPNESS((image, strength, random) -> Sharpness.enhance(image, factor(strength, random))),
    ROTATE((image, strength, random) -> move(AffineWarp.rotate(signed(strength * 30, random), image), image)),
    SHEAR_X((image, strength, random) -> move(AffineWarp.shearX(signed(strength * 0.3, random)), image)),
    SHEAR_Y((image, strength, random) -> move(AffineWarp.shearY(signed(strength * 0.3, random)), image)),
    TRANSLATE_X((image, strength, random) ->
            move(AffineWarp.translate(signed(strength * 0.45, random) * image.width(), 0), image)),
    TRANSLATE_Y((image, strength, random) ->
            move(AffineWarp.translate(0, signed(strength * 0.45, random) * image.height()), image));

    private final Rule rule;

    Distortion(Rule rule) {
        this.rule = rule;
    }

    RgbImage apply(RgbImage image, double strength, RandomGenerator random) {
        return rule.apply(image, strength, random);
    }

    @FunctionalInterface
    private interface Rule {
        RgbImage apply(RgbImage image, double strength, RandomGenerator random);
    }

    private static RgbImage move(AffineWarp warp, RgbImage image) {
        return warp.apply(image, ImageNetColours.meanBytes());
    }

    /** Around 1 by up to 0.9, and never so low that the picture is gone. */
    private static double factor(double strength, RandomGenerator random) {
        return Math.max(0.1, 1 + signed(strength * 0.9, random));
    }

    private static double signed(double amount, RandomGenerator random) {
        return random.nextBoolean() ? -amount : amount;
    }
}
