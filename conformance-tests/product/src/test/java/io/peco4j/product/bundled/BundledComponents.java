package io.peco4j.product.bundled;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.peco4j.api.plugin.PluginModule;
import io.peco4j.conformance.pictures.DataPlaceholders;
import io.peco4j.conformance.verdict.ConformanceFile;
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
     * @param data an empty folder, for the data sets that the kit writes
     */
    List<Subject> subjects(Path shared, Path data) {
        Config file = ConfigFactory.parseResources(BundledComponents.class, "bundled.conf");
        return new ConformanceFile(file, "bundled.conf")
                .subjects(registry.entries(), new DataPlaceholders(data, Map.of("shared", shared.toString())));
    }
}
