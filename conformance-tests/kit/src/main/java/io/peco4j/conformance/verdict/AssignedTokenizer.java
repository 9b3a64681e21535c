package io.peco4j.conformance.verdict;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.conformance.Ability;
import io.peco4j.conformance.TokenizerConformance;
import io.peco4j.runtime.plugin.Registry;
import java.util.Set;

/** The assigned tokenizer. */
final class AssignedTokenizer extends TokenizerConformance {
    @Override
    protected Component<Tokenizer> tokenizer() {
        return Assignment.current().of(Tokenizer.class);
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
