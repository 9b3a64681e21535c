package @package@;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.dsl.builder.Configurable;
import io.peco4j.dsl.builder.Written;

/** {@code @id@} in a Java study. */
public record @Name@Builder(Component<VisionEncoder> component) implements Configurable<VisionEncoder, @Name@Builder> {
    /** With the component's defaults. */
    public static @Name@Builder @factory@() {
        return new @Name@Builder(Written.component(VisionEncoder.class, "@id@"));
    }

    @Override
    public @Name@Builder with(Component<VisionEncoder> changed) {
        return new @Name@Builder(changed);
    }

    /** Side of the pictures, in pixels. */
    public @Name@Builder image(int side) {
        return set("image", side);
    }

    /** Side of a patch, in pixels; divides that of the picture. */
    public @Name@Builder patch(int side) {
        return set("patch", side);
    }

    /** Channels of a token. */
    public @Name@Builder width(int channels) {
        return set("width", channels);
    }

    /** Number of blocks. */
    public @Name@Builder depth(int blocks) {
        return set("depth", blocks);
    }
}
