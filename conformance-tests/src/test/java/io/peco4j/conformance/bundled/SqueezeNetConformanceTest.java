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
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.junit.jupiter.api.condition.EnabledIf;

/** With the published weights, which lie outside of the repository; skipped without them, by both test engines. */
@EnabledIf(value = "present", disabledReason = "no weights of SqueezeNet; set PECO4J_SHARED")
@AddLifecycleHook(SqueezeNetConformanceTest.NeedsWeights.class)
final class SqueezeNetConformanceTest extends BackboneConformance {
    @Override
    protected Component<PerceptualBackbone> backbone() {
        return Component.of(
                PerceptualBackbone.class,
                "squeezenet",
                ConfigFactory.parseMap(Map.of("weights", weights().toString())));
    }

    @Override
    protected Set<Ability> lacks() {
        return Set.of(Ability.TRAINS);
    }

    static boolean present() {
        return Files.exists(weights());
    }

    private static Path weights() {
        String set = System.getenv("PECO4J_SHARED");
        Path shared = set != null ? Path.of(set) : checkout().resolveSibling("shared");
        return shared.resolve("data/weights/squeezenet1_1_imagenet_features.npz");
    }

    private static Path checkout() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw")) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** A property whose every try is given up fails; this one is not tried. */
    static final class NeedsWeights implements SkipExecutionHook {
        @Override
        public SkipResult shouldBeSkipped(LifecycleContext context) {
            return present() ? SkipResult.doNotSkip() : SkipResult.skip("no " + weights() + "; set PECO4J_SHARED");
        }

        @Override
        public PropagationMode propagateTo() {
            return PropagationMode.ALL_DESCENDANTS;
        }
    }
}
