package io.peco4j.runtime.compare;

import io.peco4j.runtime.record.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something that one run has otherwise than another.
 *
 * @param what it is, such as {@code threads} or {@code codebook.size}
 * @param before in the first run; {@code (none)} if it is not there
 * @param after in the second run; {@code (none)} if it is not there
 */
public record Change(String what, String before, String after) {
    private static final String NONE = "(none)";

    /** What was made otherwise; times aside. */
    static List<Change> between(Provenance before, Provenance after) {
        List<Change> changes = new ArrayList<>();
        add(changes, "peco4j", before.peco4j(), after.peco4j());
        add(changes, "java", before.java(), after.java());
        add(changes, "system", before.system(), after.system());
        add(changes, "engine", before.engine(), after.engine());
        add(changes, "threads", Integer.toString(before.threads()), Integer.toString(after.threads()));
        add(changes, "precision", before.precision(), after.precision());
        add(changes, "content of the data", before.data(), after.data());
        Set<String> plugins = new TreeSet<>(before.plugins().keySet());
        plugins.addAll(after.plugins().keySet());
        for (String plugin : plugins) {
            add(
                    changes,
                    "plugin " + plugin,
                    before.plugins().getOrDefault(plugin, NONE),
                    after.plugins().getOrDefault(plugin, NONE));
        }
        return changes;
    }

    private static void add(List<Change> changes, String what, String before, String after) {
        if (!before.equals(after)) {
            changes.add(new Change(what, before, after));
        }
    }

    @Override
    public String toString() {
        return what + ": " + before + " against " + after;
    }
}
