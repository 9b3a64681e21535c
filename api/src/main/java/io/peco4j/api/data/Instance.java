package io.peco4j.api.data;

import java.util.Optional;

/**
 * An object on a picture. What cannot be one, such as a box without area in a file, is left out by the data set, which
 * says in its {@link Dataset#notes() notes} how many there were.
 *
 * @param label its class, an index into {@link Dataset#classes()}
 * @param box around it, on the picture
 * @param crowd whether it is a group of objects that were not separated: never trained on, and no error to find in
 *     scores
 * @param mask which pixels are its own; empty where the data set does not know
 */
public record Instance(int label, Box box, boolean crowd, Optional<InstanceMask> mask) {

    /** A single object without a mask. */
    public Instance(int label, Box box) {
        this(label, box, false, Optional.empty());
    }

    /** A single object with a mask. */
    public Instance(int label, Box box, InstanceMask mask) {
        this(label, box, false, Optional.of(mask));
    }
}
