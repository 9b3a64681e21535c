package io.peco4j.api.data;

/**
 * A rectangle in continuous pixels: pixel i covers the interval from i to i + 1, so a box around the pixels of columns
 * 2 to 4 reaches from 2 to 5.
 *
 * @param left where it begins, from the left
 * @param top where it begins, from above
 * @param right where it ends; above {@code left}
 * @param bottom where it ends; above {@code top}
 */
public record Box(float left, float top, float right, float bottom) {

    /** @throws IllegalArgumentException if a number is not finite, or the box has no area */
    public Box {
        if (!(left < right && top < bottom) || !finite(left, top, right, bottom)) {
            throw new IllegalArgumentException(
                    "a box from (" + left + ", " + top + ") to (" + right + ", " + bottom + ") has no area");
        }
    }

    private static boolean finite(float... numbers) {
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                return false;
            }
        }
        return true;
    }

    /** In pixels, above 0. */
    public float width() {
        return right - left;
    }

    /** In pixels, above 0. */
    public float height() {
        return bottom - top;
    }

    /** Whether it lies on a picture of that size. */
    public boolean within(int width, int height) {
        return left >= 0 && top >= 0 && right <= width && bottom <= height;
    }
}
