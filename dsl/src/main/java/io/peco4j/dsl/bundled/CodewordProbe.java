package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.dsl.builder.Configurable;

/** A linear classifier on the codewords of a tokenizer: the task {@code codeword-probe}. */
public record CodewordProbe(Component<DownstreamTask> component)
        implements Configurable<DownstreamTask, CodewordProbe> {
    @Override
    public CodewordProbe with(Component<DownstreamTask> changed) {
        return new CodewordProbe(changed);
    }
}
