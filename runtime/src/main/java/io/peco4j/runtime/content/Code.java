package io.peco4j.runtime.content;

import io.peco4j.api.data.ContentDigests;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/**
 * A build of some code.
 *
 * @param version from the manifest of its jar; null if it does not say, as of a folder of classes
 * @param place its jar or folder of classes
 */
public record Code(@Nullable String version, Path place) {

    /**
     * The code that a class belongs to.
     *
     * @throws IllegalStateException if the class was not loaded from a file or folder, so that its content is unknown
     */
    public static Code of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URI place;
        try {
            place = source == null ? null : source.getLocation().toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("not a place on disk: " + source.getLocation(), e);
        }
        if (place == null || !"file".equals(place.getScheme())) {
            throw new IllegalStateException(type.getName() + " was loaded from no file or folder: " + place);
        }
        return new Code(type.getPackage().getImplementationVersion(), Path.of(place));
    }

    /** Whether the version says all: what was released under it does not change. That of a snapshot does. */
    public static boolean isRelease(@Nullable String version) {
        return version != null && !version.isBlank() && !version.endsWith("-SNAPSHOT");
    }

    /**
     * What stands for it in keys: of a release its version, of anything else its content.
     *
     * @param digests of its files
     */
    public String identity(ContentDigests digests) {
        String named = version == null ? "unknown" : version;
        return isRelease(version) ? named : named + "+" + content(digests);
    }

    /** SHA-256 of the jar, or of the names and contents of the classes; in hexadecimal. */
    public String content(ContentDigests digests) {
        return FolderContents.ofAny(place, digests);
    }
}
