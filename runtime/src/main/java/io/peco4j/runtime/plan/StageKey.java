package io.peco4j.runtime.plan;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.peco4j.api.options.OptionsBinder;
import io.peco4j.api.plugin.Component;
import io.peco4j.runtime.plugin.Plugin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** Turns what determines a stage's result into text, and the text into its key. */
final class StageKey {
    private static final int LENGTH = 32;

    private StageKey() {}

    /**
     * All options of a component and of what it nests, complete and in canonical order. A nested component that has a
     * stage of its own stands there by that stage's key.
     */
    static Config canonical(Resolved resolved, Map<Component<?>, Stage> stages) {
        return OptionsBinder.resolved(resolved.options(), nested -> value(nested, resolved, stages))
                .withValue(
                        "component",
                        ConfigValueFactory.fromAnyRef(resolved.component().id().name()))
                .withValue(
                        "version",
                        ConfigValueFactory.fromAnyRef(version(resolved.entry().plugin())));
    }

    /** A released plugin stands for itself; a snapshot may be anything, so that its content counts. */
    static String version(Plugin plugin) {
        return plugin.version().endsWith("-SNAPSHOT") || plugin.version().isEmpty()
                ? plugin.version() + "+" + plugin.sha256()
                : plugin.version();
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
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static ConfigValue value(Component<?> nested, Resolved owner, Map<Component<?>, Stage> stages) {
        Stage stage = stages.get(nested);
        if (stage != null) {
            return ConfigFactory.empty()
                    .withValue(
                            "component",
                            ConfigValueFactory.fromAnyRef(nested.id().name()))
                    .withValue("stage", ConfigValueFactory.fromAnyRef(stage.key()))
                    .root();
        }
        return canonical(owner.part(nested), stages).root();
    }
}
