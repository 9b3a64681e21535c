package io.peco4j.conformance.verdict;

import io.peco4j.api.component.Component;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.conformance.Ability;
import io.peco4j.conformance.TaskConformance;
import io.peco4j.runtime.plugin.Registry;
import java.util.Set;

/** The assigned task. */
final class AssignedTask extends TaskConformance {
    @Override
    protected Component<DownstreamTask> task() {
        return Assignment.current().of(DownstreamTask.class);
    }

    @Override
    protected Registry registry() {
        return Assignment.current().registry();
    }

    @Override
    protected Set<Ability> lacks() {
        return Assignment.current().lacks();
    }
}
