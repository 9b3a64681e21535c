package io.peco4j.nn.image;

import java.util.Arrays;

/**
 * Cuts outlines at the edges of a picture, one edge after the other (Sutherland and Hodgman 1974). Where an outline
 * leaves and comes back it runs along the edge, which encloses nothing.
 */
final class OutlineClip {
    private OutlineClip() {}

    /**
     * What lies on the picture of a polygon.
     *
     * @param corners {@code x, y, x, y, ...}; not changed
     * @return corners likewise; none if nothing is left
     */
    static double[] to(int width, int height, double[] corners) {
        double[] clipped = at(corners, 0, 0, 1);
        clipped = at(clipped, 0, width, -1);
        clipped = at(clipped, 1, 0, 1);
        return at(clipped, 1, height, -1);
    }

    /** Keeps where {@code sign * coordinate >= sign * limit}. */
    private static double[] at(double[] corners, int axis, double limit, int sign) {
        // Every corner that is kept, and a crossing before it.
        double[] kept = new double[2 * corners.length];
        int count = 0;
        for (int i = 0; i < corners.length; i += 2) {
            int last = i == 0 ? corners.length - 2 : i - 2;
            double here = sign * (corners[i + axis] - limit);
            double before = sign * (corners[last + axis] - limit);
            if ((here >= 0) != (before >= 0)) {
                double share = before / (before - here);
                int other = 1 - axis;
                kept[count + axis] = limit;
                kept[count + other] = corners[last + other] + share * (corners[i + other] - corners[last + other]);
                count += 2;
            }
            if (here >= 0) {
                kept[count++] = corners[i];
                kept[count++] = corners[i + 1];
            }
        }
        return Arrays.copyOf(kept, count);
    }
}
