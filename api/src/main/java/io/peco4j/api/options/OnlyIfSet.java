package io.peco4j.api.options;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an option of type {@link java.util.Optional} without a default: where a study leaves it out, it stands in no key
 * and no record of options. So an option that a record gets later leaves the keys of all studies that do not set it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface OnlyIfSet {}
