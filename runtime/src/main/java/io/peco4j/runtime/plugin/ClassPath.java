package io.peco4j.runtime.plugin;

import io.peco4j.api.plugin.PluginModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Describes plugins that were not loaded from a plugin folder but are on the class path. */
final class ClassPath {
    private ClassPath() {}

    /** The module's package names it; its jar or folder of classes is what is hashed. */
    static Plugin plugin(PluginModule module) {
        Class<?> type = module.getClass();
        Package declared = type.getPackage();
        return new Plugin(
                Objects.requireNonNullElse(declared.getImplementationTitle(), type.getSimpleName()),
                Objects.requireNonNullElse(declared.getImplementationVersion(), "unknown"),
                Plugin.CLASS_PATH,
                hash(type.getProtectionDomain().getCodeSource()));
    }

    private static String hash(@Nullable CodeSource source) {
        if (source == null) {
            return "unknown";
        }
        try {
            return Fingerprint.ofCode(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("not a place on disk: " + source.getLocation(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
