package @package@;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.dsl.builder.Configurable;
import io.peco4j.dsl.builder.Written;

/** {@code @id@} in a Java study. */
public record @Name@Builder(Component<PerceptualBackbone> component) implements Configurable<PerceptualBackbone, @Name@Builder> {
    /** With the component's defaults. */
    public static @Name@Builder @factory@() {
        return new @Name@Builder(Written.component(PerceptualBackbone.class, "@id@"));
    }

    @Override
    public @Name@Builder with(Component<PerceptualBackbone> changed) {
        return new @Name@Builder(changed);
    }

    /** How many maps there are, each of half the resolution of the one before. */
    public @Name@Builder scales(int scales) {
        return set("scales", scales);
    }
}
