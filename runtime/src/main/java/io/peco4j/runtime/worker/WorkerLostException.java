package io.peco4j.runtime.worker;

import org.jspecify.annotations.Nullable;

/**
 * Another worker is gone, or says nothing any more: this worker has done nothing wrong, and the training can be
 * continued from its last checkpoint by as many workers as there are.
 */
public final class WorkerLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message says which worker, and how it was lost */
    public WorkerLostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
