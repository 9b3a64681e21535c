package io.peco4j.dsl.bundled;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.dsl.builder.Describes;
import io.peco4j.dsl.builder.Written;
import io.peco4j.dsl.options.OptionsBinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The list of backbones that a task compares pictures by, each with or without linear heads. */
final class Perceptions {
    static final String KEY = "backbones";

    private Perceptions() {}

    /** The component's entries under {@link #KEY}, and one more. */
    static List<ConfigValue> with(Component<?> task, Describes<PerceptualBackbone> backbone, Map<String, String> more) {
        List<ConfigValue> entries = new ArrayList<>();
        if (task.options().root().get(KEY) instanceof ConfigList list) {
            entries.addAll(list);
        }
        ConfigValue written = OptionsBinder.written(backbone.component());
        entries.add(ConfigValueFactory.fromMap(more, Written.place()).withValue("backbone", written));
        return entries;
    }
}
