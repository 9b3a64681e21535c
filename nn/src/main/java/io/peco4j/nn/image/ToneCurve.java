package io.peco4j.nn.image;

import io.peco4j.api.data.RgbImage;
import java.util.function.IntToDoubleFunction;

/**
 * A new value for each of the 256 values of a channel: the common form of every step that treats pixels alike. The
 * formulas and their rounding (cut, not rounded) are Pillow's.
 */
@SuppressWarnings("ArrayRecordComponent") // three tables that nobody compares
record ToneCurve(byte[] red, byte[] green, byte[] blue) {
    private static final int LEVELS = 256;

    private static ToneCurve of(IntToDoubleFunction curve) {
        byte[] table = table(curve);
        return new ToneCurve(table, table, table);
    }

    /** Values times a factor. */
    static ToneCurve brightness(double factor) {
        return of(value -> value * factor);
    }

    /** Distances from the mean luminance times a factor. */
    static ToneCurve contrast(RgbImage image, double factor) {
        int mean = (int) (Colours.meanLuminance(image) + 0.5);
        return of(value -> mean + factor * (value - mean));
    }

    static ToneCurve invert() {
        return of(value -> 255 - value);
    }

    /** Inverts the values from the threshold on. */
    static ToneCurve solarize(int threshold) {
        return of(value -> value < threshold ? value : 255 - value);
    }

    /** Adds to the values of the darker half. */
    static ToneCurve lightenDark(int add) {
        return of(value -> value < LEVELS / 2 ? value + add : value);
    }

    /** Keeps only the highest bits. */
    static ToneCurve posterize(int bits) {
        return of(value -> value & (0xff00 >> bits));
    }

    /** Stretches each channel to the whole range. */
    static ToneCurve autoContrast(RgbImage image) {
        return perChannel(image, histogram -> {
            int low = 0;
            while (histogram[low] == 0) {
                low++;
            }
            int high = LEVELS - 1;
            while (histogram[high] == 0) {
                high--;
            }
            int start = low;
            double scale = high > low ? 255.0 / (high - low) : 1;
            return high > low ? table(value -> value * scale - start * scale) : table(value -> value);
        });
    }

    /** Gives each channel a histogram that is as flat as it can be. */
    static ToneCurve equalize(RgbImage image) {
        return perChannel(image, histogram -> {
            int total = 0;
            int last = 0;
            for (int count : histogram) {
                total += count;
                last = count > 0 ? count : last;
            }
            int step = (total - last) / 255;
            if (step == 0) {
                return table(value -> value);
            }
            byte[] table = new byte[LEVELS];
            int seen = step / 2;
            for (int value = 0; value < LEVELS; value++) {
                table[value] = (byte) Math.min(255, seen / step);
                seen += histogram[value];
            }
            return table;
        });
    }

    RgbImage apply(RgbImage image) {
        byte[] in = image.rgb();
        byte[] out = new byte[in.length];
        for (int i = 0; i < in.length; i += 3) {
            out[i] = red[in[i] & 0xff];
            out[i + 1] = green[in[i + 1] & 0xff];
            out[i + 2] = blue[in[i + 2] & 0xff];
        }
        return new RgbImage(image.width(), image.height(), out);
    }

    @FunctionalInterface
    private interface FromHistogram {
        byte[] table(int[] histogram);
    }

    private static ToneCurve perChannel(RgbImage image, FromHistogram rule) {
        int[][] histograms = new int[3][LEVELS];
        byte[] rgb = image.rgb();
        for (int i = 0; i < rgb.length; i += 3) {
            histograms[0][rgb[i] & 0xff]++;
            histograms[1][rgb[i + 1] & 0xff]++;
            histograms[2][rgb[i + 2] & 0xff]++;
        }
        return new ToneCurve(rule.table(histograms[0]), rule.table(histograms[1]), rule.table(histograms[2]));
    }

    private static byte[] table(IntToDoubleFunction curve) {
        byte[] table = new byte[LEVELS];
        for (int value = 0; value < LEVELS; value++) {
            table[value] = (byte) Math.max(0, Math.min(255, (int) curve.applyAsDouble(value)));
        }
        return table;
    }
}
