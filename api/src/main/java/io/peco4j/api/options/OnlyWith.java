package io.peco4j.api.options;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an option of type {@link java.util.Optional}: it has a meaning only where another option of the same record has a
 * certain value, as milestones have with the schedule of that name. With another value its default does not count, and
 * a study that writes it is refused.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface OnlyWith {
    /** The other option's name in the record; a choice. */
    String option();

    /** The other option's value, as studies write it. */
    String value();

    /** Whether that value needs this option: a study that leaves it out is refused. */
    boolean required() default false;
}
