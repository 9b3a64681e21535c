package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;

/** Steps that mix the channels of a pixel: luminance, saturation, hue. */
final class Colours {
    private static final int BITS = 16;

    private Colours() {}

    /** ITU-R 601 luma, rounded: 0.299 R + 0.587 G + 0.114 B. */
    static int luminance(int red, int green, int blue) {
        return (19595 * red + 38470 * green + 7471 * blue + (1 << (BITS - 1))) >> BITS;
    }

    /** The mean over all pixels. */
    static double meanLuminance(RgbImage image) {
        byte[] rgb = image.rgb();
        long sum = 0;
        for (int i = 0; i < rgb.length; i += 3) {
            sum += luminance(rgb[i] & 0xff, rgb[i + 1] & 0xff, rgb[i + 2] & 0xff);
        }
        return 3.0 * sum / rgb.length;
    }

    /** Distances from each pixel's luminance times a factor: 0 gives a grey picture. */
    static RgbImage saturate(RgbImage image, double factor) {
        int scale = (int) Math.round(factor * (1 << BITS));
        byte[] in = image.rgb();
        byte[] out = new byte[in.length];
        for (int i = 0; i < in.length; i += 3) {
            int red = in[i] & 0xff;
            int green = in[i + 1] & 0xff;
            int blue = in[i + 2] & 0xff;
            int grey = luminance(red, green, blue);
            out[i] = away(grey, red, scale);
            out[i + 1] = away(grey, green, scale);
            out[i + 2] = away(grey, blue, scale);
        }
        return new RgbImage(image.width(), image.height(), out);
    }

    private static byte away(int grey, int value, int scale) {
        int moved = ((grey << BITS) + (value - grey) * scale) >> BITS;
        return (byte) Math.max(0, Math.min(255, moved));
    }

    /** Turns the hue; through HSV with 8 bits a channel, as Pillow keeps it. */
    static RgbImage turnHue(RgbImage image, double turns) {
        int add = (int) (turns * 255);
        byte[] in = image.rgb();
        byte[] out = new byte[in.length];
        for (int i = 0; i < in.length; i += 3) {
            turn(in[i] & 0xff, in[i + 1] & 0xff, in[i + 2] & 0xff, add, out, i);
        }
        return new RgbImage(image.width(), image.height(), out);
    }

    private static void turn(int red, int green, int blue, int add, byte[] out, int at) {
        int value = Math.max(red, Math.max(green, blue));
        float range = value - Math.min(red, Math.min(green, blue));
        if (range == 0) {
            out[at] = (byte) red;
            out[at + 1] = (byte) green;
            out[at + 2] = (byte) blue;
            return;
        }
        float sixths = value == red
                ? (green - blue) / range
                : value == green ? 2 + (blue - red) / range : 4 + (red - green) / range;
        int hue = ((int) ((sixths < 0 ? sixths + 6 : sixths) * 255 / 6) + add) & 0xff;
        float saturation = (int) (255 * range / value) / 255f;
        float angle = hue * 6 / 255f;
        int sector = (int) angle;
        float part = angle - sector;
        int low = Math.round(value * (1 - saturation));
        int falling = Math.round(value * (1 - saturation * part));
        int rising = Math.round(value * (1 - saturation * (1 - part)));
        out[at] = (byte) onWheel(sector, value, falling, low, rising);
        out[at + 1] = (byte) onWheel(sector + 4, value, falling, low, rising);
        out[at + 2] = (byte) onWheel(sector + 2, value, falling, low, rising);
    }

    /** What red does in the six sectors of the colour circle; green and blue do it a third of the circle later. */
    private static int onWheel(int sector, int value, int falling, int low, int rising) {
        return switch (sector % 6) {
            case 0, 5 -> value;
            case 1 -> falling;
            case 4 -> rising;
            default -> low;
        };
    }
}
