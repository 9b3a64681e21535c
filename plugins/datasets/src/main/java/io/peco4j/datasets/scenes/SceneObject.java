package io.peco4j.datasets.scenes;

/**
 * One object of a scene.
 *
 * @param shape its class
 * @param x middle in pixels
 * @param y middle in pixels
 * @param radius that of the disc of equal area, in pixels
 * @param cos of its angle
 * @param sin of its angle
 * @param texture how it is painted
 */
record SceneObject(Shape shape, double x, double y, double radius, double cos, double sin, Texture texture) {

    /** The signed distance of a point to the outline, in pixels. */
    double distance(double px, double py) {
        double dx = (px - x) / radius;
        double dy = (py - y) / radius;
        return radius * shape.distance(cos * dx + sin * dy, cos * dy - sin * dx);
    }

    /** No pixel farther away from the middle can show it. */
    double reach() {
        return Shape.EXTENT * radius + 1;
    }
}
