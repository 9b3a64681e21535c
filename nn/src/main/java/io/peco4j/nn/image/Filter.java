package io.peco4j.nn.image;

/**
 * The kernel that a picture is resized with.
 *
 * <p>The formulas and the rule that the kernel widens when a picture shrinks are Pillow's, but for {@link #LINEAR}: a
 * bilinear or bicubic resize here is what torchvision does to PIL pictures, not what it does to tensors without
 * anti-aliasing.
 */
public enum Filter {
    /** A triangle: {@code 1 - |x|} within one pixel. */
    BILINEAR(1) {
        @Override
        double at(double x) {
            double distance = Math.abs(x);
            return distance < 1 ? 1 - distance : 0;
        }
    },

    /**
     * The same triangle, which does not widen where a picture shrinks: OpenCV's bilinear resize, with which
     * mmsegmentation and mmdetection train. Class maps take the pixel at {@code floor(i * from / to)} then, as OpenCV's
     * nearest does, not the one under the middle of pixel i.
     */
    LINEAR(1) {
        @Override
        double at(double x) {
            return BILINEAR.at(x);
        }

        @Override
        boolean widens() {
            return false;
        }
    },

    /** Keys' cubic with a = -0.5, within two pixels. */
    BICUBIC(2) {
        @Override
        double at(double x) {
            double d = Math.abs(x);
            if (d < 1) {
                return ((A + 2) * d - (A + 3)) * d * d + 1;
            }
            return d < 2 ? ((A * d - 5 * A) * d + 8 * A) * d - 4 * A : 0;
        }
    },

    /** The windowed sinc {@code sinc(x) sinc(x / 3)}, within three pixels. */
    LANCZOS(3) {
        @Override
        double at(double x) {
            return Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0;
        }
    };

    private static final double A = -0.5;

    private final int support;

    Filter(int support) {
        this.support = support;
    }

    /** Half the width of the kernel in pixels, when it does not shrink. */
    int support() {
        return support;
    }

    /** The kernel, not normalised. */
    abstract double at(double x);

    /** Whether the kernel spans all pixels that an output pixel covers where a picture shrinks. */
    boolean widens() {
        return true;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }
}
