package io.peco4j.conformance.bundled;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.plugin.Component;
import io.peco4j.conformance.EncoderConformance;

final class MaeVitConformanceTest extends EncoderConformance {
    @Override
    protected Component<VisionEncoder> encoder() {
        return Component.of(
                VisionEncoder.class,
                "vit",
                ConfigFactory.parseString(
                        "size = tiny, depth = 2, patch = 8, image = 32, positions = sin-cos, relative-position-bias = per-block"));
    }
}
