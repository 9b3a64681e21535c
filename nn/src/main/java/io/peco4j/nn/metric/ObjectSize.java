package io.peco4j.nn.metric;

/** COCO's classes of size by area, in square pixels, both ends included. */
public enum ObjectSize {
    /** Any. */
    ALL(0, 1e10),
    /** Up to 32 x 32. */
    SMALL(0, 32 * 32),
    /** From there up to 96 x 96. */
    MEDIUM(32 * 32, 96 * 96),
    /** From there on. */
    LARGE(96 * 96, 1e10);

    private final double smallest;
    private final double largest;

    ObjectSize(double smallest, double largest) {
        this.smallest = smallest;
        this.largest = largest;
    }

    /** Whether an area belongs here. */
    public boolean holds(double area) {
        return area >= smallest && area <= largest;
    }
}
