package io.peco4j.conformance.bundled;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.plugin.Component;
import io.peco4j.conformance.DatasetConformance;
import org.junit.jupiter.api.Nested;

final class ScenesConformanceTest {
    private static Component<Dataset> scenes(String labels) {
        return Component.of(
                Dataset.class,
                "scenes",
                ConfigFactory.parseString("train = 20, val = 8, image = 32, classes = 4, labels = " + labels));
    }

    @Nested
    final class WithClasses extends DatasetConformance {
        @Override
        protected Component<Dataset> data() {
            return scenes("class");
        }
    }

    @Nested
    final class WithMasks extends DatasetConformance {
        @Override
        protected Component<Dataset> data() {
            return scenes("segmentation");
        }
    }

    @Nested
    final class WithBoxes extends DatasetConformance {
        @Override
        protected Component<Dataset> data() {
            return scenes("boxes");
        }
    }
}
