package io.peco4j.conformance.bundled;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.plugin.Component;
import io.peco4j.conformance.ObjectiveConformance;

final class PixelL2ConformanceTest extends ObjectiveConformance {
    @Override
    protected Component<CodebookObjective> objective() {
        return Component.of(CodebookObjective.class, "pixel", ConfigFactory.parseString("norm = l2, weight = 0.5"));
    }
}
