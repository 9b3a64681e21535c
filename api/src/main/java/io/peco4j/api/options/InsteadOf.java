package io.peco4j.api.options;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an option: an alternative to another option of the same record, as a length in steps is to one in epochs. Both are
 * of type {@link java.util.Optional}, and at most one of them has a value. The one that a study writes replaces the
 * other's default, and so does a default of an enclosing record; a study that writes both is refused.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface InsteadOf {
    /** The other option's name in the record. */
    String value();
}
