package io.peco4j.nn.metric;

import io.peco4j.api.data.Box;

/**
 * A box in continuous pixels, as COCO writes it.
 *
 * @param x left edge
 * @param y upper edge
 * @param width not negative
 * @param height not negative
 */
public record Rectangle(double x, double y, double width, double height) implements Region {
    /** @throws IllegalArgumentException if a size is negative or not a number */
    public Rectangle {
        if (!(width >= 0 && height >= 0)) {
            throw new IllegalArgumentException("a box of " + width + " x " + height + " pixels");
        }
    }

    /** The box of an annotation. */
    public static Rectangle of(Box box) {
        return new Rectangle(
                box.left(), box.top(), (double) box.right() - box.left(), (double) box.bottom() - box.top());
    }

    /**
     * The same as an annotation.
     *
     * @throws IllegalArgumentException if it has no area
     */
    public Box box() {
        return new Box((float) x, (float) y, (float) (x + width), (float) (y + height));
    }

    @Override
    public double area() {
        return width * height;
    }

    @Override
    public double intersection(Region other) {
        if (!(other instanceof Rectangle box)) {
            throw new IllegalArgumentException("a box cannot be compared with " + other);
        }
        double across = Math.min(x + width, box.x + box.width) - Math.max(x, box.x);
        double down = Math.min(y + height, box.y + box.height) - Math.max(y, box.y);
        return across <= 0 || down <= 0 ? 0 : across * down;
    }
}
