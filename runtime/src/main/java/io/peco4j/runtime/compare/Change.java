package io.peco4j.runtime.compare;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.peco4j.runtime.record.Provenance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
        return between(facts(before), facts(after));
    }

    /** What has another value in one than in the other, or is in one alone; in the order of the first. */
    static List<Change> between(Map<String, String> before, Map<String, String> after) {
        Set<String> all = new LinkedHashSet<>(before.keySet());
        all.addAll(after.keySet());
        List<Change> changes = new ArrayList<>();
        for (String what : all) {
            Change change = new Change(what, before.getOrDefault(what, NONE), after.getOrDefault(what, NONE));
            if (!change.before().equals(change.after())) {
                changes.add(change);
            }
        }
        return changes;
    }

    /** All that may be otherwise, by name. */
    static Map<String, String> facts(Provenance made) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("peco4j", made.peco4j());
        facts.put("java", made.java());
        facts.put("system", made.system());
        facts.put("engine", made.engine());
        facts.put("threads", Integer.toString(made.threads()));
        facts.put("precision", made.precision());
        facts.put("content of the data", made.data());
        new TreeMap<>(made.plugins()).forEach((plugin, version) -> facts.put("plugin " + plugin, version));
        return facts;
    }

    /** Every value of a text in HOCON, by its path. */
    static Map<String, String> settings(String text) {
        Map<String, String> flat = new TreeMap<>();
        flatten(List.of(), ConfigFactory.parseString(text).root(), flat);
        return flat;
    }

    /** An object without entries is an entry itself: an option that may be left out can have it as its value. */
    private static void flatten(List<String> path, ConfigValue value, Map<String, String> flat) {
        if (value instanceof ConfigObject object && (path.isEmpty() || !object.isEmpty())) {
            object.forEach((key, each) -> {
                List<String> below = new ArrayList<>(path);
                below.add(key);
                flatten(below, each, flat);
            });
        } else {
            flat.put(ConfigUtil.joinPath(path), value.render(ConfigRenderOptions.concise()));
        }
    }

    @Override
    public String toString() {
        return what + ": " + before + " against " + after;
    }
}
