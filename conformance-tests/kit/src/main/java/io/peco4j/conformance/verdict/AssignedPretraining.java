package io.peco4j.conformance.verdict;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.conformance.Ability;
import io.peco4j.conformance.PretrainingConformance;
import io.peco4j.runtime.plugin.Registry;
import java.util.Set;

/** The assigned pretraining framework. */
final class AssignedPretraining extends PretrainingConformance {
    @Override
    protected Component<PretrainingFramework> pretraining() {
        return Assignment.current().of(PretrainingFramework.class);
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
