package io.peco4j.api.data;

/** An example that cannot be decoded; the message names the file and the cause. The loader leaves it out or fails. */
public final class UnreadableExampleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableExampleException(String message, Throwable cause) {
        super(message, cause);
    }

    public UnreadableExampleException(String message) {
        super(message);
    }
}
