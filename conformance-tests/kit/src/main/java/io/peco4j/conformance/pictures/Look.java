package io.peco4j.conformance.pictures;

import java.util.SplittableRandom;

/** What a drawn picture looks like. */
public enum Look {
    /** Soft light and a few coloured discs, as in a photograph out of focus. */
    PHOTO {
        @Override
        void paint(byte[] rgb, int side, SplittableRandom random) {
            double[] waves = random.doubles(9, -3, 3).toArray();
            for (int i = 0; i < rgb.length; i++) {
                double x = (double) (i / 3 % side) / side;
                double y = (double) (i / 3 / side) / side;
                int channel = 3 * (i % 3);
                double light = Math.sin(waves[channel] * 2 * x + waves[channel + 1] * 2 * y + waves[channel + 2]);
                rgb[i] = (byte) Math.round(127.5 + 100 * light);
            }
            for (int disc = 0; disc < 3; disc++) {
                disc(rgb, side, random);
            }
        }
    },
    /** One colour. */
    FLAT {
        @Override
        void paint(byte[] rgb, int side, SplittableRandom random) {
            byte[] colour = {(byte) random.nextInt(256), (byte) random.nextInt(256), (byte) random.nextInt(256)};
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = colour[i % 3];
            }
        }
    },
    /** Every value drawn on its own. */
    NOISE {
        @Override
        void paint(byte[] rgb, int side, SplittableRandom random) {
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = (byte) random.nextInt(256);
            }
        }
    },
    /** Nothing but 0 and 255. */
    EXTREME {
        @Override
        void paint(byte[] rgb, int side, SplittableRandom random) {
            int period = 1 + random.nextInt(side);
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = (byte) (i / 3 / period % 2 == 0 ? 0 : 255);
            }
        }
    },
    /** A single pixel that differs from the rest. */
    ONE_PIXEL {
        @Override
        void paint(byte[] rgb, int side, SplittableRandom random) {
            FLAT.paint(rgb, side, random);
            int pixel = 3 * random.nextInt(side * side);
            for (int i = pixel; i < pixel + 3; i++) {
                rgb[i] = (byte) (rgb[i] + 128);
            }
        }
    };

    /** Fills square pictures, row by row, three bytes a pixel. */
    abstract void paint(byte[] rgb, int side, SplittableRandom random);

    private static void disc(byte[] rgb, int side, SplittableRandom random) {
        double x = random.nextDouble() * side;
        double y = random.nextDouble() * side;
        double radius = side * random.nextDouble(0.1, 0.3);
        byte[] colour = {(byte) random.nextInt(256), (byte) random.nextInt(256), (byte) random.nextInt(256)};
        for (int i = 0; i < rgb.length; i++) {
            double dx = i / 3 % side - x;
            double dy = (double) (i / 3 / side) - y;
            if (dx * dx + dy * dy < radius * radius) {
                rgb[i] = colour[i % 3];
            }
        }
    }
}
