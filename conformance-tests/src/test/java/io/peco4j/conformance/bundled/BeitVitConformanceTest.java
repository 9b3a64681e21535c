package io.peco4j.conformance.bundled;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.plugin.Component;
import io.peco4j.conformance.Ability;
import io.peco4j.conformance.EncoderConformance;
import java.util.Set;

/** With relative positions, which leave no patch out. */
final class BeitVitConformanceTest extends EncoderConformance {
    @Override
    protected Component<VisionEncoder> encoder() {
        return Component.of(
                VisionEncoder.class,
                "vit",
                ConfigFactory.parseString(
                        "size = tiny, depth = 2, patch = 8, image = 32, positions = none, relative-position-bias = shared, layer-scale = 0.1, drop-path = 0.2"));
    }

    @Override
    protected Set<Ability> lacks() {
        return Set.of(Ability.LEAVES_PATCHES_OUT);
    }
}
