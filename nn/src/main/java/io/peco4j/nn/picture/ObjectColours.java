package io.peco4j.nn.picture;

import java.awt.Color;

/**
 * A colour for each class, in maps and of objects, as {@code 0xRRGGBB}: bright ones, far apart for classes that follow
 * on each other. Equal on all machines and for all numbers of classes.
 */
public final class ObjectColours {
    /** For what belongs to no class. */
    public static final int GREY = 0xA0A0A0;

    /** The golden angle, as a share of the circle: multiples of it never come near each other soon. */
    private static final double STEP = 0.381966011250105;

    /** Of three, so that classes whose hues are close differ in brightness. */
    private static final float[] VALUES = {1, 0.75f, 0.9f};

    private static final float SATURATION = 0.85f;

    private ObjectColours() {}

    /** @param label from 0 */
    public static int of(int label) {
        double hue = 0.02 + label * STEP;
        return Color.HSBtoRGB((float) (hue - Math.floor(hue)), SATURATION, VALUES[label % VALUES.length]) & 0xffffff;
    }
}
