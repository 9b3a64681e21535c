package io.peco4j.api.dsl;

import io.peco4j.api.plugin.Component;
import io.peco4j.api.task.DownstreamTask;

/** A linear classifier on the codewords of a tokenizer: the task {@code codeword-probe}. */
public record CodewordProbe(Component<DownstreamTask> component)
        implements Configurable<DownstreamTask, CodewordProbe> {
    @Override
    public CodewordProbe with(Component<DownstreamTask> changed) {
        return new CodewordProbe(changed);
    }
}
