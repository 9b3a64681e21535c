package io.peco4j.runtime.plugin;

import io.peco4j.runtime.content.Code;

/**
 * A plugin as people and run records name it.
 *
 * @param name title in its manifest, else its file name
 * @param version from its manifest, else {@link #UNKNOWN}
 * @param location folder or jar; {@link #CLASS_PATH} for one that was not loaded from a folder
 * @param sha256 of its jar, in hexadecimal; of several jars, of their {@code sha256sum} listing
 */
public record Plugin(String name, String version, String location, String sha256) {
    /** The location of a plugin that was not loaded from a folder. */
    public static final String CLASS_PATH = "class path";

    /** The version of a plugin whose manifest says none. */
    public static final String UNKNOWN = "unknown";

    /** Whether the version says all: under that of a snapshot, or under none, there may be any content. */
    public boolean released() {
        return !version.equals(UNKNOWN) && Code.isRelease(version);
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
