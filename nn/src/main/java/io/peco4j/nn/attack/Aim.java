package io.peco4j.nn.attack;

import ai.djl.ndarray.NDArray;

/**
 * Where an attack pushes a classifier.
 *
 * @param classes int64 (B), one per picture
 * @param towards whether the classifier should predict these classes, or anything but them
 */
public record Aim(NDArray classes, boolean towards) {

    /** Away from the true classes: an untargeted attack. */
    public static Aim awayFrom(NDArray labels) {
        return new Aim(labels, false);
    }

    /** Towards wrong classes of the attacker's choice: a targeted attack. */
    public static Aim towards(NDArray targets) {
        return new Aim(targets, true);
    }

    /** 1 if the loss should rise, -1 if it should fall. */
    double sign() {
        return towards ? -1 : 1;
    }
}
