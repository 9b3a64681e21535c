package io.peco4j.conformance.verdict;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.conformance.Ability;
import io.peco4j.conformance.BackboneConformance;
import io.peco4j.runtime.plugin.Registry;
import java.util.Set;

/** The assigned backbone. */
final class AssignedBackbone extends BackboneConformance {
    @Override
    protected Component<PerceptualBackbone> backbone() {
        return Assignment.current().of(PerceptualBackbone.class);
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
