package io.peco4j.conformance.verdict;

import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.conformance.Ability;
import io.peco4j.conformance.DatasetConformance;
import io.peco4j.runtime.plugin.Registry;
import java.util.Set;

/** The assigned data set. */
final class AssignedDataset extends DatasetConformance {
    @Override
    protected Component<Dataset> data() {
        return Assignment.current().of(Dataset.class);
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
