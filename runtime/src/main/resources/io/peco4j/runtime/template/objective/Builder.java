package @package@;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.dsl.builder.Configurable;
import io.peco4j.dsl.builder.Written;

/** {@code @id@} in a Java study. */
public record @Name@Builder(Component<CodebookObjective> component) implements Configurable<CodebookObjective, @Name@Builder> {
    /** With the component's defaults. */
    public static @Name@Builder @factory@() {
        return new @Name@Builder(Written.component(CodebookObjective.class, "@id@"));
    }

    @Override
    public @Name@Builder with(Component<CodebookObjective> changed) {
        return new @Name@Builder(changed);
    }

    /** The factor of the term in the sum. */
    public @Name@Builder weight(double weight) {
        return set("weight", weight);
    }
}
