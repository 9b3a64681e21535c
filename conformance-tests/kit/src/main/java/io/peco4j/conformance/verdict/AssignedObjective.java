package io.peco4j.conformance.verdict;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.conformance.Ability;
import io.peco4j.conformance.ObjectiveConformance;
import io.peco4j.runtime.plugin.Registry;
import java.util.Set;

/** The assigned objective. */
final class AssignedObjective extends ObjectiveConformance {
    @Override
    protected Component<CodebookObjective> objective() {
        return Assignment.current().of(CodebookObjective.class);
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
