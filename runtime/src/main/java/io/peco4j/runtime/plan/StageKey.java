package io.peco4j.runtime.plan;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.data.Sha256;
import io.peco4j.dsl.options.OptionsBinder;
import io.peco4j.dsl.options.StandIns;
import io.peco4j.runtime.plugin.Plugin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Turns what determines a stage's result into text, and the text into its key. */
final class StageKey {
    private static final int LENGTH = 32;

    private StageKey() {}

    /**
     * All options of a component and of what it nests, complete and in canonical order. A nested component that has a
     * stage of its own stands there by that stage's key.
     */
    static Config canonical(Resolved resolved, Map<Component<?>, Stage> stages, FileForm files) {
        Config options = OptionsBinder.resolved(resolved.options(), new StandIns() {
                    @Override
                    public ConfigValue component(Component<?> named) {
                        return value(named, resolved, stages, files);
                    }

                    @Override
                    public ConfigValue path(Path named) {
                        return ConfigValueFactory.fromAnyRef(files.named(named));
                    }
                })
                .withValue(
                        "component",
                        ConfigValueFactory.fromAnyRef(resolved.component().id().name()))
                .withValue(
                        "version",
                        ConfigValueFactory.fromAnyRef(version(resolved.entry().plugin())));
        List<String> beside = files.beside(resolved.options());
        return beside.isEmpty() ? options : options.withValue("beside", ConfigValueFactory.fromIterable(beside));
    }

    /** A released plugin stands for itself; any other may be anything under its version, so that its content counts. */
    static String version(Plugin plugin) {
        return plugin.released() ? plugin.version() : plugin.version() + "+" + plugin.sha256();
    }

    static String render(Config config) {
        return config.root()
                .render(ConfigRenderOptions.defaults()
                        .setOriginComments(false)
                        .setComments(false)
                        .setJson(false));
    }

    /** The first 128 bits of the SHA-256 of the text, in hexadecimal. */
    static String of(String text) {
        return Sha256.hex(text).substring(0, LENGTH);
    }

    private static ConfigValue value(
            Component<?> nested, Resolved owner, Map<Component<?>, Stage> stages, FileForm files) {
        Stage stage = stages.get(nested);
        if (stage != null) {
            return ConfigFactory.empty()
                    .withValue(
                            "component",
                            ConfigValueFactory.fromAnyRef(nested.id().name()))
                    .withValue("stage", ConfigValueFactory.fromAnyRef(stage.key()))
                    .root();
        }
        return canonical(owner.part(nested), stages, files).root();
    }
}
