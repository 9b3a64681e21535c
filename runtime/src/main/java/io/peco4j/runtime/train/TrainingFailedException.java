package io.peco4j.runtime.train;

/** A training cannot continue: its loss or gradient is not a number, or its learner threw. The message says where. */
public final class TrainingFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrainingFailedException(String message) {
        super(message);
    }

    TrainingFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
