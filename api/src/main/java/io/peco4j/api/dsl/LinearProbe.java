package io.peco4j.api.dsl;

import io.peco4j.api.plugin.Component;
import io.peco4j.api.task.DownstreamTask;

/** A linear classifier on frozen features of the encoder: the task {@code linear-probe}. */
public record LinearProbe(Component<DownstreamTask> component) implements Configurable<DownstreamTask, LinearProbe> {
    @Override
    public LinearProbe with(Component<DownstreamTask> changed) {
        return new LinearProbe(changed);
    }
}
