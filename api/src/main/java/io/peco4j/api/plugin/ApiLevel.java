package io.peco4j.api.plugin;

/** The number that a plugin's manifest and this API compare before any class of the plugin is loaded. */
public final class ApiLevel {
    /**
     * Raised whenever a plugin compiled against an older API might no longer run; additions that old plugins do not
     * notice leave it as it is.
     */
    public static final int CURRENT = 2;

    /** The manifest attribute of a plugin's jar that states the level it was compiled against. */
    public static final String MANIFEST_ATTRIBUTE = "Peco4j-Api-Level";

    private ApiLevel() {}
}
