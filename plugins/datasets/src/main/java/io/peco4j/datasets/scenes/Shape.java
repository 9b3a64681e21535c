package io.peco4j.datasets.scenes;

import java.util.List;
import java.util.Locale;

/**
 * What objects look like; the classes of the data set. All shapes have the same area, so that neither the size nor the
 * number of coloured pixels gives a class away.
 */
@SuppressWarnings("ImmutableEnumChecker") // the outlines have no state
enum Shape {
    DISC((x, y) -> Math.sqrt(x * x + y * y) - 1),
    SQUARE(Polygon.of(-1, -1, 1, -1, 1, 1, -1, 1)::distance),
    TRIANGLE(Polygon.around(3, 1)::distance),
    STAR(Polygon.around(10, 1, 0.42)::distance),
    RING((x, y) -> Math.abs(Math.sqrt(x * x + y * y) - 0.75) - 0.25),
    CROSS(Polygon.of(
            -0.3, -1, 0.3, -1, 0.3, -0.3, 1, -0.3, 1, 0.3, 0.3, 0.3, 0.3, 1, -0.3, 1, -0.3, 0.3, -1, 0.3, -1, -0.3,
            -0.3, -0.3)::distance),
    CRESCENT((x, y) -> Math.max(disc(x, y, 0, 0, 1), -disc(x, y, 0.45, 0, 0.8))),
    HEART((x, y) -> Math.min(
            Math.min(disc(x, y, -0.5, -0.5, Math.sqrt(0.5)), disc(x, y, 0.5, -0.5, Math.sqrt(0.5))),
            (Math.abs(x) + Math.abs(y) - 1) * Math.sqrt(0.5))),
    CHEVRON(Polygon.of(0, -1, 1, 0, 1, 0.9, 0, -0.1, -1, 0.9, -1, 0)::distance),
    HALF_DISC((x, y) -> Math.max(disc(x, y, 0, -0.4, 1), -0.4 - y));

    /** No point of any shape of unit size is farther away from its middle. */
    static final double EXTENT = 1.8;

    private static final List<Shape> ALL = List.of(values());

    private static final int SAMPLES = 400;

    private final Outline outline;
    private final double scale;

    Shape(Outline outline) {
        this.outline = outline;
        this.scale = Math.sqrt(Math.PI / area(outline));
    }

    /** The shape of a class; classes are numbered in the order above. */
    static Shape of(int label) {
        return ALL.get(label);
    }

    /** The number of the class. */
    int label() {
        return ALL.indexOf(this);
    }

    /** The name of the class. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The distance of a point to the outline, negative inside, for a shape with the area of a disc of radius 1. Exact
     * near the outline but for inner corners, which is where it matters.
     */
    double distance(double x, double y) {
        return scale * outline.distance(x / scale, y / scale);
    }

    @FunctionalInterface
    private interface Outline {
        double distance(double x, double y);
    }

    private static double disc(double x, double y, double centreX, double centreY, double radius) {
        double dx = x - centreX;
        double dy = y - centreY;
        return Math.sqrt(dx * dx + dy * dy) - radius;
    }

    /** By counting points of a grid over the square of side 3 around the middle. */
    private static double area(Outline outline) {
        int inside = 0;
        for (int row = 0; row < SAMPLES; row++) {
            for (int column = 0; column < SAMPLES; column++) {
                double x = 3 * ((column + 0.5) / SAMPLES - 0.5);
                double y = 3 * ((row + 0.5) / SAMPLES - 0.5);
                inside += outline.distance(x, y) < 0 ? 1 : 0;
            }
        }
        return 9.0 * inside / (SAMPLES * SAMPLES);
    }
}
