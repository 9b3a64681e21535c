package @package@;

import @type@;
import io.peco4j.api.component.Component;
import io.peco4j.conformance.@Word@Conformance;

/** The contract of this kind, rule by rule. */
final class @Name@Test extends @Word@Conformance {
    @Override
    protected Component<@Type@> @word@() {
        return Component.of(@Type@.class, "@id@");
    }
}
