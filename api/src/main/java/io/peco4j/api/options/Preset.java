package io.peco4j.api.options;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a component's options record: a set of values that a study takes by its name, {@code preset = tiny}.
 *
 * <p>What the study writes itself counts before the preset's value, and that before what the encoder has and the
 * default. The key {@code preset} is no component of the record: options that come from a preset are equal to the same
 * options written out, and so are the keys of their stages.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(Preset.List.class)
public @interface Preset {
    /** Lower-case letters, digits and hyphens. */
    String name();

    /** What it is for, in a few words. */
    String description();

    /** The values, as HOCON; checked when the record is read. Empty: all options have their defaults. */
    String options();

    /** The presets of a record. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface List {
        /** In the order in which they are shown. */
        Preset[] value();
    }
}
