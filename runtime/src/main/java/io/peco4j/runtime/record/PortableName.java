package io.peco4j.runtime.record;

import io.peco4j.api.data.Sha256;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * File names made from names, which every system takes and none confuses: ASCII, in lower case, no device of Windows,
 * of moderate length, and different for different names even where case does not count.
 *
 * <p>A name of small letters, digits, dots, hyphens and underscores stays as it is. What another name loses on the way
 * is made up for by the beginning of its SHA-256, so that the result depends on the name alone: {@code Small} is {@code
 * small-3fb0c2e1} beside {@code small}, and without it too.
 */
public final class PortableName {
    private static final int LONGEST = 64;
    private static final int HASH = 4;

    private static final Pattern PLAIN = Pattern.compile("[a-z0-9]([a-z0-9._-]*[a-z0-9_-])?");

    /** As if it came from here: it may then be another name's. */
    private static final Pattern HASHED = Pattern.compile(".*-[0-9a-f]{8}");

    /** Devices of Windows, whatever extension they have. */
    private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

    private PortableName() {}

    /** The file name of a name; at most 74 characters, no slash among them. */
    public static String of(String name) {
        boolean plain = name.length() <= LONGEST
                && PLAIN.matcher(name).matches()
                && !HASHED.matcher(name).matches()
                && !DEVICE.matcher(name).matches();
        if (plain) {
            return name;
        }
        String readable = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-");
        String start =
                PLAIN.matcher(readable).lookingAt() && !DEVICE.matcher(readable).matches() ? "" : "_";
        return start + readable.substring(0, Math.min(LONGEST, readable.length())) + "-" + hash(name);
    }

    private static String hash(String name) {
        return HexFormat.of().formatHex(Sha256.of(name), 0, HASH);
    }
}
