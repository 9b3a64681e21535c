package io.peco4j.tasks.agreement;

import java.nio.file.Path;

/**
 * A reference and two others, with the answers of people to which of the two is more like it.
 *
 * @param reference a picture
 * @param closer the one that most found closer
 * @param farther the other one
 * @param share of the answers that chose {@code closer}, from 0.5 (a tie) to 1
 */
record Triplet(Path reference, Path closer, Path farther, double share) {
    /** @throws IllegalArgumentException if the share is not that of a majority */
    Triplet {
        if (!(share >= 0.5 && share <= 1)) {
            throw new IllegalArgumentException("a majority of " + share);
        }
    }

    boolean tied() {
        return share == 0.5;
    }
}
