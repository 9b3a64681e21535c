package io.peco4j.runtime.source;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where names of the first edition of the study language are now, for studies that were written with it. */
final class MovedNames {
    private static final Pattern OLD =
            Pattern.compile("\\bio\\.peco4j\\.api\\.(?:dsl\\.(\\w+|\\*)|plugin\\.(Component(?:Id)?)\\b)");

    private static final String LANGUAGE = "io.peco4j.dsl";

    /** What the package of the first edition was parted into. */
    private static final List<String> PACKAGES =
            List.of(LANGUAGE, LANGUAGE + ".builder", LANGUAGE + ".bundled", "io.peco4j.api.component");

    private MovedNames() {}

    /** What to write in place of names in a line of source that are no longer there; empty if it has none. */
    static Optional<String> remedy(String line) {
        Set<String> moved = new LinkedHashSet<>();
        Matcher old = OLD.matcher(line);
        while (old.find()) {
            String name = old.group(1) == null ? old.group(2) : old.group(1);
            moved.add(old.group() + " is now " + where(name));
        }
        return moved.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", moved));
    }

    private static String where(String name) {
        return PACKAGES.stream()
                .map(each -> each + "." + name)
                .filter(MovedNames::exists)
                .findFirst()
                .orElse(LANGUAGE + "." + name);
    }

    private static boolean exists(String type) {
        return MovedNames.class.getClassLoader().getResource(type.replace('.', '/') + ".class") != null;
    }
}
