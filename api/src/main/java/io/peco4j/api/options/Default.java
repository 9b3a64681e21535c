package io.peco4j.api.options;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of an option that a study does not write, as HOCON text: {@code 0.25}, {@code [3, 6, 9, 12]},
 * {@code {component = pixel}}. On a nested record the keys given override that record's own defaults. An option without
 * it must be written, unless its type is Optional.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    String value();
}
