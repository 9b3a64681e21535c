package io.peco4j.runtime.data;

/** A data set or a preparation threw; the message names the example, the cause says what happened. */
public final class ExampleFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String example;

    ExampleFailedException(String example, String message, Throwable cause) {
        super(message, cause);
        this.example = example;
    }

    /** Which example, such as {@code example 3 of the split 'train' (cat/3.png)}. */
    public String example() {
        return example;
    }
}
