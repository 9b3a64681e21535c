package io.peco4j.conformance.bundled;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.plugin.Component;
import io.peco4j.conformance.BackboneConformance;

final class MocoV3VitConformanceTest extends BackboneConformance {
    /**
     * Two blocks, and small heads. MoCo v3 with a frozen patch embedding breaks LRN-05: gradients reach it, and are
     * emptied after the step.
     */
    static final String OPTIONS = """
            layers = [1, 2], encoder = { component = vit, size = tiny, depth = 2, patch = 8, image = 16 }
            training = { component = moco-v3, hidden = 16, dim = 8, batch = 8, epochs = 1, warmup-epochs = 0,
              freeze-patch-embedding = false }
            """;

    @Override
    protected Component<PerceptualBackbone> backbone() {
        return Component.of(PerceptualBackbone.class, "mocov3-vit", ConfigFactory.parseString(OPTIONS));
    }

    @Override
    protected int image() {
        return 16;
    }
}
