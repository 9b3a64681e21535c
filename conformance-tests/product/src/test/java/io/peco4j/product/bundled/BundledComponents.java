package io.peco4j.product.bundled;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.conformance.verdict.Subject;
import io.peco4j.runtime.engine.EngineSession;
import io.peco4j.runtime.plugin.Registry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * What comes with peco4j, with the small options of {@code bundled.conf}.
 *
 * @param registry all of it
 */
record BundledComponents(Registry registry) {
    /** From the class path, with the engine started on one thread. */
    static BundledComponents load() {
        EngineSession.start(1);
        return new BundledComponents(Registry.of(ServiceLoader.load(PluginModule.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList()));
    }

    /**
     * The components to try.
     *
     * @param shared the folder of real photos and weights, or one that is absent
     * @param pictures a folder of drawn pictures
     */
    List<Subject> subjects(Path shared, Path pictures) {
        Config file = ConfigFactory.parseResources(BundledComponents.class, "bundled.conf")
                .withFallback(
                        ConfigFactory.parseMap(Map.of("shared", shared.toString(), "pictures", pictures.toString())))
                .resolve(ConfigResolveOptions.noSystem());
        return Subject.named(file, registry.entries());
    }
}
