package io.peco4j.conformance.bundled;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.plugin.Component;
import io.peco4j.conformance.Ability;
import io.peco4j.conformance.BackboneConformance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** With the published weights, which lie outside of the repository; skipped without them. */
final class SqueezeNetConformanceTest extends BackboneConformance {
    @Override
    protected Component<PerceptualBackbone> backbone() {
        return Component.of(
                PerceptualBackbone.class, "squeezenet", ConfigFactory.parseMap(Map.of("weights", weights())));
    }

    @Override
    protected Set<Ability> lacks() {
        return Set.of(Ability.TRAINS);
    }

    private static String weights() {
        String set = System.getenv("PECO4J_SHARED");
        Path shared = set != null ? Path.of(set) : checkout().resolveSibling("shared");
        Path file = shared.resolve("data/weights/squeezenet1_1_imagenet_features.npz");
        Assumptions.assumeTrue(Files.exists(file), "no " + file + "; set PECO4J_SHARED");
        return file.toString();
    }

    private static Path checkout() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw")) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        return folder;
    }
}
