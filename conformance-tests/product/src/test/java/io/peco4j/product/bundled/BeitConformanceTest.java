package io.peco4j.product.bundled;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.conformance.PretrainingConformance;
import java.util.OptionalDouble;

final class BeitConformanceTest extends PretrainingConformance {
    @Override
    protected Component<PretrainingFramework> pretraining() {
        return Component.of(PretrainingFramework.class, "beit", ConfigFactory.parseString("batch = 4"));
    }

    @Override
    protected OptionalDouble hiddenShare() {
        return OptionalDouble.of(0.4);
    }
}
