package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;

/**
 * The operations of {@link RandAugment}, and of AutoAugment (Cubuk et al. 2019), each with one number, its argument,
 * which follows from a level between 0 and 10 as in timm. Those whose names end in {@code INCREASING} change a picture
 * more at a higher level; those of the same names without it need not.
 *
 * <p>What a moved picture leaves empty becomes ImageNet's mean colour.
 */
@SuppressWarnings("ImmutableEnumChecker") // the rules have no state
public enum Distortion {
    /** Stretches each channel to the whole range. */
    AUTO_CONTRAST(
            DistortionLevel.none(),
            still((image, none) -> ToneCurve.autoContrast(image).apply(image))),
    /** Flattens the histogram of each channel. */
    EQUALIZE(
            DistortionLevel.none(),
            still((image, none) -> ToneCurve.equalize(image).apply(image))),
    /** The negative. */
    INVERT(DistortionLevel.none(), still((image, none) -> ToneCurve.invert().apply(image))),
    /** Keeps a number of bits, up to 4. */
    POSTERIZE(DistortionLevel.rising(0, 4), still(Distortion::keepBits)),
    /** Keeps a number of bits, 4 at the lowest level. */
    POSTERIZE_INCREASING(DistortionLevel.falling(4), still(Distortion::keepBits)),
    /** Keeps a number of bits from 4 to 8, as AutoAugment's paper has it. */
    POSTERIZE_ORIGINAL(DistortionLevel.rising(4, 4), still(Distortion::keepBits)),
    /** Inverts the values from a threshold on, which rises. */
    SOLARIZE(DistortionLevel.rising(0, 256), still(Distortion::invertFrom)),
    /** Inverts the values from a threshold on, which falls. */
    SOLARIZE_INCREASING(DistortionLevel.falling(256), still(Distortion::invertFrom)),
    /** Adds to the values of the darker half. */
    SOLARIZE_ADD(
            DistortionLevel.rising(0, 110),
            still((image, add) -> ToneCurve.lightenDark((int) add).apply(image))),
    /** Distances from each pixel's luminance times a factor. */
    COLOR(DistortionLevel.factor(), still(ColorJitter::saturation)),
    /** The same with a factor around 1. */
    COLOR_INCREASING(DistortionLevel.aroundOne(), still(ColorJitter::saturation)),
    /** Distances from the picture's mean luminance times a factor. */
    CONTRAST(DistortionLevel.factor(), still(ColorJitter::contrast)),
    /** The same with a factor around 1. */
    CONTRAST_INCREASING(DistortionLevel.aroundOne(), still(ColorJitter::contrast)),
    /** Values times a factor. */
    BRIGHTNESS(DistortionLevel.factor(), still(ColorJitter::brightness)),
    /** The same with a factor around 1. */
    BRIGHTNESS_INCREASING(DistortionLevel.aroundOne(), still(ColorJitter::brightness)),
    /** Distances from a smoothed picture times a factor. */
    SHARPNESS(DistortionLevel.factor(), still(Sharpness::enhance)),
    /** The same with a factor around 1. */
    SHARPNESS_INCREASING(DistortionLevel.aroundOne(), still(Sharpness::enhance)),
    /** Turns counter-clockwise by an angle in degrees. */
    ROTATE(DistortionLevel.signed(30), moving((image, degrees) -> AffineWarp.rotate(degrees, image))),
    /** Moves each row to the left, by a share of its distance from the top. */
    SHEAR_X(DistortionLevel.signed(0.3), moving((image, share) -> AffineWarp.shearX(share))),
    /** Moves each column up, by a share of its distance from the left. */
    SHEAR_Y(DistortionLevel.signed(0.3), moving((image, share) -> AffineWarp.shearY(share))),
    /** Moves to the left by a number of pixels. */
    TRANSLATE_X(DistortionLevel.signed(250), moving((image, pixels) -> AffineWarp.translate(pixels, 0))),
    /** Moves up by a number of pixels. */
    TRANSLATE_Y(DistortionLevel.signed(250), moving((image, pixels) -> AffineWarp.translate(0, pixels))),
    /** Moves to the left by a share of the width. */
    TRANSLATE_X_REL(
            DistortionLevel.signed(0.45), moving((image, share) -> AffineWarp.translate(share * image.width(), 0))),
    /** Moves up by a share of the height. */
    TRANSLATE_Y_REL(
            DistortionLevel.signed(0.45), moving((image, share) -> AffineWarp.translate(0, share * image.height())));

    private final DistortionLevel level;
    private final Rule rule;

    Distortion(DistortionLevel level, Rule rule) {
        this.level = level;
        this.rule = rule;
    }

    /** Whether it may go either way, as a rotation may. */
    public boolean isSigned() {
        return level.signed();
    }

    /**
     * The argument at a level; 0 for operations that have none.
     *
     * @param level from 0 to 10
     * @param negated whether it goes the other way; of no effect where it has one way only
     */
    public double argument(double level, boolean negated) {
        return this.level.argument(level, negated);
    }

    /** The changed picture; one that moves is sampled bicubically. */
    public RgbImage apply(RgbImage image, double argument) {
        return apply(image, argument, Filter.BICUBIC);
    }

    /**
     * The changed picture.
     *
     * @param filter that a picture is sampled with which moves: bilinear or bicubic
     */
    public RgbImage apply(RgbImage image, double argument, Filter filter) {
        return rule.apply(image, argument, filter);
    }

    private static RgbImage keepBits(RgbImage image, double bits) {
        return ToneCurve.posterize((int) bits).apply(image);
    }

    private static RgbImage invertFrom(RgbImage image, double threshold) {
        return ToneCurve.solarize((int) threshold).apply(image);
    }

    private static Rule still(Look look) {
        return (image, argument, filter) -> look.of(image, argument);
    }

    private static Rule moving(Move move) {
        return (image, argument, filter) -> move.of(image, argument).apply(image, ImageNetColours.meanBytes(), filter);
    }

    @FunctionalInterface
    private interface Rule {
        RgbImage apply(RgbImage image, double argument, Filter filter);
    }

    /** Changes values, and moves nothing. */
    @FunctionalInterface
    private interface Look {
        RgbImage of(RgbImage image, double argument);
    }

    @FunctionalInterface
    private interface Move {
        AffineWarp of(RgbImage image, double argument);
    }
}
