package @package@;

import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.component.Component;
import io.peco4j.conformance.TokenizerConformance;

/** The contract of tokenizers, rule by rule. */
final class @Name@Test extends TokenizerConformance {
    @Override
    protected Component<Tokenizer> tokenizer() {
        return Component.of(Tokenizer.class, "@id@");
    }
}
