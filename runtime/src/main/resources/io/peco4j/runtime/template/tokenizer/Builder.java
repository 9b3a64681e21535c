package @package@;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.dsl.builder.Trainable;
import io.peco4j.dsl.builder.Written;

/** {@code @id@} in a Java study. */
public record @Name@Builder(Component<Tokenizer> component) implements Trainable<Tokenizer, @Name@Builder> {
    /** With the component's defaults. */
    public static @Name@Builder @factory@() {
        return new @Name@Builder(Written.component(Tokenizer.class, "@id@"));
    }

    @Override
    public @Name@Builder with(Component<Tokenizer> changed) {
        return new @Name@Builder(changed);
    }

    /** Side of the pictures that it trains on, in pixels; by default that of the study's encoder. */
    public @Name@Builder image(int side) {
        return set("image", side);
    }

    /** Channels of the network, a multiple of 32. */
    public @Name@Builder channels(int channels) {
        return set("channels", channels);
    }

    /** Numbers per token, of 5 levels each. */
    public @Name@Builder digits(int digits) {
        return set("digits", digits);
    }
}
