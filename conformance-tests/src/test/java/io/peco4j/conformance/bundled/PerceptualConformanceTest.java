package io.peco4j.conformance.bundled;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.plugin.Component;
import io.peco4j.conformance.ObjectiveConformance;

final class PerceptualConformanceTest extends ObjectiveConformance {
    @Override
    protected Component<CodebookObjective> objective() {
        return Component.of(
                CodebookObjective.class,
                "perceptual",
                ConfigFactory.parseString(
                        "backbone = { component = mocov3-vit, " + MocoV3VitConformanceTest.OPTIONS + "}"));
    }

    @Override
    protected int image() {
        return 16;
    }
}
