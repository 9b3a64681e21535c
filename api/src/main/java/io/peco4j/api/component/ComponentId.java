package io.peco4j.api.component;

import java.util.regex.Pattern;

/**
 * The name of a component: what a study writes, and what artifacts and run records store for good.
 *
 * <p>Bundled components have a plain name ({@code vqvae}); those of others carry a prefix and a dot
 * ({@code acme.fsq}). Lower-case letters, digits and single hyphens, 64 characters at most.
 *
 * @param name the whole id
 */
public record ComponentId(String name) implements Comparable<ComponentId> {
    private static final Pattern SHAPE =
            Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*(\\.[a-z][a-z0-9]*(-[a-z0-9]+)*)?");
    private static final int LONGEST = 64;

    /** @throws IllegalArgumentException if the name breaks the rule above */
    public ComponentId {
        if (!isValid(name)) {
            throw new IllegalArgumentException("'" + name + "' is not a component id: lower-case letters, digits and"
                    + " hyphens, with a vendor prefix and a dot for components that are not bundled (acme.fsq)");
        }
    }

    /** Whether {@link #ComponentId} would accept the name. */
    public static boolean isValid(String name) {
        return name.length() <= LONGEST && SHAPE.matcher(name).matches();
    }

    /** Whether the name is of the form that is kept for bundled components. */
    public boolean reserved() {
        return name.indexOf('.') < 0;
    }

    @Override
    public int compareTo(ComponentId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
