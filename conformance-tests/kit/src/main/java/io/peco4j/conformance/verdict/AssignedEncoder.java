package io.peco4j.conformance.verdict;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.conformance.Ability;
import io.peco4j.conformance.EncoderConformance;
import io.peco4j.runtime.plugin.Registry;
import java.util.Set;

/** The assigned encoder. */
final class AssignedEncoder extends EncoderConformance {
    @Override
    protected Component<VisionEncoder> encoder() {
        return Assignment.current().of(VisionEncoder.class);
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
