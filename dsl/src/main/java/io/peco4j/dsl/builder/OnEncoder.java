package io.peco4j.dsl.builder;

/**
 * The builder of a pretraining or a task, in which options of the study's encoders may be others than elsewhere.
 *
 * @param <T> the extension point
 * @param <S> the builder itself
 */
public interface OnEncoder<T, S extends OnEncoder<T, S>> extends Configurable<T, S> {
    /** The key of these options in the block of a pretraining or a task; it is the study's, not the component's. */
    String ENCODER = "encoder";

    /**
     * Changes an option of the study's encoders here alone, such as {@code drop-path}: MAE is published without it in
     * pretraining, and with 0.1 in fine-tuning. Only options that leave the encoder's weights as they are can differ.
     *
     * <p>This is for the pretrainings and tasks of the study itself. A task within a task has the encoder of the outer
     * one: {@code robustness(classification()).encoder("drop-path", 0.2)}.
     *
     * @param key as in an encoder's block of a study file
     * @param value as in {@link Configurable#set}
     */
    default S encoder(String key, Object value) {
        return set(ENCODER + "." + key, value);
    }
}
