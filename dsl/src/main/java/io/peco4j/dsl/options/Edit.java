package io.peco4j.dsl.options;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replaces a value nested in another; all other values keep their places. */
public final class Edit {
    private Edit() {}

    /**
     * The value with another one at the path. Missing objects are created; a number in the path counts the
     * elements of a list from 0.
     *
     * @throws IllegalArgumentException if the path leads to an element that a list does not have
     */
    public static ConfigValue set(@Nullable ConfigValue base, List<String> path, ConfigValue value) {
        if (path.isEmpty()) {
            return value;
        }
        String key = path.get(0);
        List<String> rest = path.subList(1, path.size());
        if (base instanceof ConfigList list) {
            List<ConfigValue> elements = new ArrayList<>(list);
            int index = index(key, elements.size());
            elements.set(index, set(elements.get(index), rest, value));
            return ConfigValueFactory.fromIterable(elements).withOrigin(list.origin());
        }
        if (base instanceof ConfigObject object) {
            Map<String, ConfigValue> entries = new LinkedHashMap<>(object);
            entries.put(key, set(entries.get(key), rest, value));
            return ConfigValueFactory.fromMap(entries).withOrigin(object.origin());
        }
        return ConfigValueFactory.fromMap(Map.of(key, set(null, rest, value)), Origins.place(value));
    }

    private static int index(String key, int size) {
        if (!key.matches("\\d{1,9}") || Integer.parseInt(key) >= size) {
            throw new IllegalArgumentException(
                    "'" + key + "' is not an element of a list of " + size + ", counted from 0");
        }
        return Integer.parseInt(key);
    }
}
