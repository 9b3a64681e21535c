package io.peco4j.runtime.store;

import java.io.IOException;

/** A finished stage in an object store cannot be used: a file of it is missing or not as it was finished. */
public final class DamagedArtifactException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String tag;

    /** @param tag of the key file that names what is damaged */
    DamagedArtifactException(String message, String tag) {
        super(message);
        this.tag = tag;
    }

    /** The tag of the key file, by which {@link SharedArtifacts#replace} knows whether it is still the same. */
    public String tag() {
        return tag;
    }
}
