package io.peco4j.dsl.options;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.component.Component;
import java.nio.file.Path;

/** What is written, in options that are written out, for things that an option only names. */
@FunctionalInterface
public interface StandIns {
    /** For a nested component. */
    ConfigValue component(Component<?> named);

    /** For a file or folder: the path as the study has it, unless overridden. */
    default ConfigValue path(Path named) {
        return ConfigValueFactory.fromAnyRef(named.toString());
    }
}
