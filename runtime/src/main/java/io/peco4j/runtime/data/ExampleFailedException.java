package io.peco4j.runtime.data;

/** A data set or a preparation threw; the message names the example, the cause says what happened. */
public final class ExampleFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExampleFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
