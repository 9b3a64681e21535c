package @package@;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.dsl.builder.OnEncoder;
import io.peco4j.dsl.builder.Trainable;
import io.peco4j.dsl.builder.Written;

/** {@code @id@} in a Java study. */
public record @Name@Builder(Component<PretrainingFramework> component)
        implements Trainable<PretrainingFramework, @Name@Builder>, OnEncoder<PretrainingFramework, @Name@Builder> {
    /** With the component's defaults. */
    public static @Name@Builder @factory@() {
        return new @Name@Builder(Written.component(PretrainingFramework.class, "@id@"));
    }

    @Override
    public @Name@Builder with(Component<PretrainingFramework> changed) {
        return new @Name@Builder(changed);
    }

    /** Share of the patches that are hidden, from 0 to 1. */
    public @Name@Builder hidden(double share) {
        return set("hidden", share);
    }

    /** Smallest part of a picture's area that a view shows. */
    public @Name@Builder cropScale(double area) {
        return set("crop-scale", area);
    }
}
