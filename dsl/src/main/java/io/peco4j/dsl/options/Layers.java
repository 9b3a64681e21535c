package io.peco4j.dsl.options;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.vavr.collection.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a record's options may come from: what is written, and the defaults, outermost first. They are looked up in
 * turn instead of being merged, because merging would mix the options of two different components.
 */
record Layers(ConfigObject written, List<ConfigObject> defaults) {
    static Layers of(ConfigObject written) {
        return new Layers(written, List.empty());
    }

    Layers withDefaults(ConfigObject more) {
        return new Layers(written, defaults.append(more));
    }

    List<ConfigObject> all() {
        return defaults.prepend(written);
    }

    /** The default of the outermost record that gives one. */
    @Nullable
    ConfigValue defaultOf(String key) {
        return defaults.map(layer -> layer.get(key))
                .find(value -> value != null)
                .getOrNull();
    }

    /** The value that is written for the key, unless it is missing, null or an object. */
    @Nullable
    ConfigValue notAnObject(String key) {
        return all().map(layer -> layer.get(key))
                .find(value -> value != null
                        && value.valueType() != ConfigValueType.NULL
                        && value.valueType() != ConfigValueType.OBJECT)
                .getOrNull();
    }

    /** The layers of a nested record. */
    Layers child(String key) {
        ConfigObject none = ConfigFactory.empty().root().withOrigin(written.origin());
        return new Layers(
                written.get(key) instanceof ConfigObject object ? object : none,
                defaults.flatMap(
                        layer -> layer.get(key) instanceof ConfigObject object ? List.of(object) : List.empty()));
    }
}
