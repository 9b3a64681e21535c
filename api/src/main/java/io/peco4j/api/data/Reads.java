package io.peco4j.api.data;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which examples a component reads: on the class of a task, a pretraining framework, a tokenizer, an objective or a
 * backbone. A study whose data set gives others is refused when it is planned (PECO-211), before anything is trained.
 *
 * <p>Every example has a picture, so a component without this annotation reads any data set; it looks at
 * {@link Example#image()} alone. What depends on options belongs into a {@link DataCheck}.
 *
 * <pre>{@code
 * @Reads(Example.Segmented.class)
 * public final class SegmentationTask implements DownstreamTask {
 * }</pre>
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Reads {
    /** The kinds of examples that it can read; at least one. */
    Class<? extends Example>[] value();
}
