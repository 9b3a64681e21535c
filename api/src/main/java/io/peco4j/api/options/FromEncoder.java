package io.peco4j.api.options;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an option without a value of its own: it takes the value that the study's encoder has for the option of the same
 * key. So a tokenizer's picture size is the encoder's unless the study says otherwise. A component within another one
 * takes that one's value first: a tokenizer for smaller pictures has a backbone for these. Where encoders of one study
 * differ, the option must be written.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface FromEncoder {}
