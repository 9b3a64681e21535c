package io.peco4j.conformance.mutant;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which rule a mutant breaks, and words that the kit's message must then contain. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Breaks {
    /** The rule; no other one fails but {@link #also()}. */
    String rule();

    /** Rules of which the fault is a case, too. */
    String[] also() default {};

    /** A part of the message that would lead an author to the mistake. */
    String says();
}
