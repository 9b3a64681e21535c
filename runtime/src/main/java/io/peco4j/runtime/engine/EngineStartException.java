package io.peco4j.runtime.engine;

/** The native libraries cannot be unpacked or loaded; the message says what to look at. */
public final class EngineStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
