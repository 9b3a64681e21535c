package io.peco4j.conformance.mutant.tokenizer;

import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import jakarta.inject.Inject;

/** A tokenizer of which nothing says what it is. */
public final class Undescribed extends ReferenceTokenizer {
    /** Its options are described, which does not help. */
    public record Options(
            @Describe("nothing in particular") @Default("1") int number) {}

    @Inject
    Undescribed(Options options, NetworkContext context) {
        super(new ReferenceTokenizer.Options(options.number()), context);
    }
}
