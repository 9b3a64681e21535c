package io.peco4j.conformance.bundled;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.plugin.Component;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.conformance.TaskConformance;

final class ClassificationConformanceTest extends TaskConformance {
    @Override
    protected Component<DownstreamTask> task() {
        return Component.of(
                DownstreamTask.class,
                "classification",
                ConfigFactory.parseString(
                        "batch = 16, rand-augment = 0, erasing = 0, mixup = 0, cutmix = 0, label-smoothing = 0, crop-scale = 0.5,"
                                + " layer-decay = 1"));
    }
}
