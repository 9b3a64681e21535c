package io.peco4j.dsl.options;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names as studies write them: lower case with hyphens. */
final class Kebab {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private Kebab() {}

    /** {@code learningRate} as {@code learning-rate}. */
    static String of(String camelCase) {
        return HUMP.matcher(camelCase).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    /** {@code SIN_COS} as {@code sin-cos}. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
