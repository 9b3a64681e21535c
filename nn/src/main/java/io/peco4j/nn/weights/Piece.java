package io.peco4j.nn.weights;

/**
 * A tensor of a file, or one of several equal parts of its rows.
 *
 * @param origin its name in the file
 * @param part which of them, from 0
 * @param of how many there are; 1 for the whole tensor
 */
public record Piece(String origin, int part, int of) {
    /** @throws IllegalArgumentException if there is no such part */
    public Piece {
        if (part < 0 || part >= of) {
            throw new IllegalArgumentException("part " + part + " of " + of);
        }
    }

    /** All of a tensor. */
    public static Piece whole(String origin) {
        return new Piece(origin, 0, 1);
    }

    /** The same of a tensor with another name. */
    public Piece of(String other) {
        return new Piece(other, part, of);
    }
}
