package @package@;

import io.peco4j.api.component.Component;
import io.peco4j.api.data.Dataset;
import io.peco4j.dsl.builder.Configurable;
import io.peco4j.dsl.builder.Written;

/** {@code @id@} in a Java study. */
public record @Name@Builder(Component<Dataset> component) implements Configurable<Dataset, @Name@Builder> {
    /** The pictures of a CSV file; a relative path is resolved against the current folder. */
    public static @Name@Builder @factory@(String path) {
        return new @Name@Builder(Written.component(Dataset.class, "@id@")).set("path", path);
    }

    @Override
    public @Name@Builder with(Component<Dataset> changed) {
        return new @Name@Builder(changed);
    }
}
