package io.peco4j.conformance.workbench;

import ai.djl.ndarray.NDManager;
import io.peco4j.api.component.Component;
import io.peco4j.api.model.CodebookNetwork;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.plugin.ComponentKind;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.train.Precision;
import io.peco4j.runtime.plugin.ComponentInputs;
import java.util.random.RandomGenerator;

/**
 * What a component on the bench is made in. Tasks that it nests judge what it does and are trained; all else that it
 * nests is made untrained.
 *
 * @param judged what the component is made from; a nested task gets the same encoder, not one of its own
 */
record WorkbenchContext(
        Workbench bench, NDManager manager, Precision precision, RandomGenerator random, ComponentInputs judged)
        implements NetworkContext {
    @Override
    public <T> T create(Component<T> component) {
        if (ComponentKind.of(component) != ComponentKind.TASK) {
            return create(component, Workbench.nothing());
        }
        T task = create(component, judged);
        ((DownstreamTask) task).learner().ifPresent(bench::train);
        return task;
    }

    @Override
    public PretrainingFramework create(Component<PretrainingFramework> component, VisionEncoder encoder) {
        return create(component, Workbench.nothing().with(VisionEncoder.class, encoder));
    }

    @Override
    public CodebookObjective create(Component<CodebookObjective> component, CodebookNetwork network) {
        return create(component, Workbench.nothing().with(CodebookNetwork.class, network));
    }

    private <T> T create(Component<T> component, ComponentInputs inputs) {
        // In a study, nested components are trained, and do not depend on the seed of the enclosing component.
        long seed = component.id().name().hashCode();
        return bench.make(component, inputs, manager.newSubManager(), seed);
    }
}
