package io.peco4j.api.options;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an option: if it is not set, its value is that of the study's encoder for the option of the same key. A
 * tokenizer's picture size, for example, is the encoder's by default. A nested component first takes the value of the
 * enclosing component: a tokenizer for smaller pictures has a backbone for these. If the encoders of a study have
 * different values, the option must be set.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface FromEncoder {}
