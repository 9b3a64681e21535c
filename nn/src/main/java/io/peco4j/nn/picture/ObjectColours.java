package io.peco4j.nn.picture;

/**
 * A colour for the objects of each class, as {@code 0xRRGGBB}: bright ones, far apart for classes that follow on each
 * other. Equal on all machines and for all numbers of classes.
 */
public final class ObjectColours {
    /** For what belongs to no class. */
    public static final int GREY = 0xA0A0A0;

    /** The golden angle, as a share of the circle: multiples of it never come near each other soon. */
    private static final double STEP = 0.381966011250105;

    /** Of three, so that classes whose hues are close differ in brightness. */
    private static final double[] VALUES = {1, 0.75, 0.9};

    private static final double SATURATION = 0.85;
    private static final int SECTORS = 6;

    private ObjectColours() {}

    /** @param label from 0 */
    public static int of(int label) {
        double hue = SECTORS * (0.02 + label * STEP - Math.floor(0.02 + label * STEP));
        double value = VALUES[label % VALUES.length];
        return channel(hue, 5, value) << 16 | channel(hue, 3, value) << 8 | channel(hue, 1, value);
    }

    /** Smith's formula for a channel of a colour given by hue, saturation and value. */
    private static int channel(double hue, int offset, double value) {
        double k = (offset + hue) % SECTORS;
        double share = Math.max(0, Math.min(Math.min(k, 4 - k), 1));
        return (int) Math.round(255 * value * (1 - SATURATION * share));
    }
}
