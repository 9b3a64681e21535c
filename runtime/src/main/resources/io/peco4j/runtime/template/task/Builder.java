package @package@;

import io.peco4j.api.component.Component;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.dsl.builder.OnEncoder;
import io.peco4j.dsl.builder.Written;

/** {@code @id@} in a Java study. */
public record @Name@Builder(Component<DownstreamTask> component) implements OnEncoder<DownstreamTask, @Name@Builder> {
    /** With the component's defaults. */
    public static @Name@Builder @factory@() {
        return new @Name@Builder(Written.component(DownstreamTask.class, "@id@"));
    }

    @Override
    public @Name@Builder with(Component<DownstreamTask> changed) {
        return new @Name@Builder(changed);
    }

    /** How many neighbours vote. */
    public @Name@Builder neighbours(int count) {
        return set("neighbours", count);
    }

    /** Pictures per forward pass. */
    public @Name@Builder batch(int pictures) {
        return set("batch", pictures);
    }
}
