package io.peco4j.runtime.plugin;

import io.peco4j.api.data.ContentDigests;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.runtime.content.Code;
import java.util.Objects;

/** Describes plugins that were not loaded from a plugin folder but are on the class path. */
final class ClassPath {
    private ClassPath() {}

    /** The module's package names it; its jar or folder of classes is what is hashed. */
    static Plugin plugin(PluginModule module) {
        Class<?> type = module.getClass();
        Code code = Code.of(type);
        return new Plugin(
                Objects.requireNonNullElse(type.getPackage().getImplementationTitle(), type.getSimpleName()),
                Objects.requireNonNullElse(code.version(), Plugin.UNKNOWN),
                Plugin.CLASS_PATH,
                code.content(ContentDigests.plain()));
    }
}
