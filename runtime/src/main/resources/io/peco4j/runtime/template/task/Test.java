package @package@;

import @type@;
import io.peco4j.api.component.Component;
import io.peco4j.conformance.Ability;
import io.peco4j.conformance.@Word@Conformance;
import java.util.Set;

/** The contract of this kind, rule by rule. */
final class @Name@Test extends @Word@Conformance {
    @Override
    protected Component<@Type@> @word@() {
        return Component.of(@Type@.class, "@id@");
    }

    @Override
    protected Set<Ability> lacks() {
        return Set.of(Ability.GIVES_CLASSIFIER);
    }
}
