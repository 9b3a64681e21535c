package io.peco4j.conformance.bundled;

import com.typesafe.config.ConfigFactory;
import io.peco4j.api.plugin.Component;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.conformance.TaskConformance;

final class LinearProbeConformanceTest extends TaskConformance {
    @Override
    protected Component<DownstreamTask> task() {
        return Component.of(
                DownstreamTask.class, "linear-probe", ConfigFactory.parseString("batch = 16, iterations = 40"));
    }
}
