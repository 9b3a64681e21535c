package io.peco4j.conformance.bundled;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.plugin.Component;
import io.peco4j.conformance.Ability;
import io.peco4j.conformance.PretrainingConformance;
import java.util.Set;

final class MocoV3ConformanceTest extends PretrainingConformance {
    @Override
    protected Component<PretrainingFramework> pretraining() {
        return Component.of(
                PretrainingFramework.class,
                "moco-v3",
                ConfigFactory.parseString("batch = 4, hidden = 32, dim = 16, crop-scale-min = 0.5"));
    }

    @Override
    protected Set<Ability> lacks() {
        return Set.of(Ability.HIDES_PATCHES);
    }
}
