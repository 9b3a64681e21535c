package io.peco4j.nn.metric;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Which pixels a polygon covers, by COCO's rule: the outline is drawn five times finer, and where it crosses the middle
 * of a column of pixels, that column changes between outside and inside.
 */
final class Outline {
    private static final int FINER = 5;

    private final int height;
    private final int width;

    /** Columns' crossings, as positions in the order of columns. */
    private int[] crossings = new int[16];

    private int count;

    /** The point drawn last, in fine pixels. */
    private int lastX;

    private int lastY;
    private boolean begun;

    private Outline(int height, int width) {
        this.height = height;
        this.width = width;
    }

    /** The pixels inside, column by column. */
    static BitSet fill(int height, int width, double[] corners) {
        Outline outline = new Outline(height, width);
        int points = corners.length / 2;
        for (int i = 0; i < points; i++) {
            int next = (i + 1) % points;
            outline.line(
                    fine(corners[2 * i]),
                    fine(corners[2 * i + 1]),
                    fine(corners[2 * next]),
                    fine(corners[2 * next + 1]));
        }
        return outline.filled();
    }

    private static int fine(double coordinate) {
        return (int) (FINER * coordinate + 0.5);
    }

    private void line(int fromX, int fromY, int toX, int toY) {
        int across = Math.abs(toX - fromX);
        int down = Math.abs(toY - fromY);
        boolean flat = across >= down;
        int steps = Math.max(across, down);
        // Drawn from its left or upper end, so that both directions give the same points.
        boolean backwards = flat ? fromX > toX : fromY > toY;
        int startX = backwards ? toX : fromX;
        int startY = backwards ? toY : fromY;
        double slope = steps == 0
                ? 0
                : (double) (flat ? (backwards ? fromY - toY : toY - fromY) : (backwards ? fromX - toX : toX - fromX))
                        / steps;
        for (int i = 0; i <= steps; i++) {
            int step = backwards ? steps - i : i;
            if (flat) {
                point(startX + step, (int) (startY + slope * step + 0.5));
            } else {
                point((int) (startX + slope * step + 0.5), startY + step);
            }
        }
    }

    private void point(int x, int y) {
        if (begun && x != lastX) {
            double column = (Math.min(x, lastX) == x ? x : x - 1);
            double middle = (column + 0.5) / FINER - 0.5;
            if (middle == Math.floor(middle) && middle >= 0 && middle <= width - 1) {
                double row = (Math.min(y, lastY) + 0.5) / FINER - 0.5;
                cross((int) middle * height + (int) Math.ceil(Math.min(Math.max(row, 0), height)));
            }
        }
        begun = true;
        lastX = x;
        lastY = y;
    }

    private void cross(int position) {
        if (count == crossings.length) {
            crossings = Arrays.copyOf(crossings, 2 * count);
        }
        crossings[count++] = position;
    }

    private BitSet filled() {
        Arrays.sort(crossings, 0, count);
        BitSet inside = new BitSet(height * width);
        for (int i = 0; i < count; i += 2) {
            inside.set(crossings[i], i + 1 < count ? crossings[i + 1] : height * width);
        }
        return inside;
    }
}
