package io.peco4j.runtime.run;

import io.peco4j.api.data.UnreadableExampleException;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** What a plugin may throw, allowed or not. */
enum Thrown {
    NOTHING(() -> new IllegalStateException("nothing is thrown")),
    UNCHECKED(() -> new IllegalStateException("thrown by a test")),
    CHECKED(() -> new IOException("thrown by a test")),
    INVALID_INPUT(() -> new InvalidInputException(new Problem("PECO-999", "thrown by a test", "here", "that"))),
    UNREADABLE(() -> new UnreadableExampleException("thrown by a test")),
    CANCELLATION(() -> new CancellationException("thrown by a test")),
    ASSERTION(() -> new AssertionError("thrown by a test")),
    MISSING_CLASS(() -> new NoClassDefFoundError("thrown/by/a/test")),
    HEAP(() -> new OutOfMemoryError("Java heap space")),
    STACK(Thrown::overflow),
    UNSPEAKABLE(Unspeakable::new);

    private final Supplier<Throwable> throwable;

    Thrown(Supplier<Throwable> throwable) {
        this.throwable = throwable;
    }

    /** Throws it, declared or not; returns only where there is nothing. */
    void now() {
        if (this != NOTHING) {
            throw Thrown.<RuntimeException>sneaky(throwable.get());
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // how undeclared exceptions come about
    private static <T extends Throwable> T sneaky(Throwable throwable) throws T {
        throw (T) throwable;
    }

    @SuppressWarnings("InfiniteRecursion")
    private static Throwable overflow() {
        return overflow();
    }

    /** Throws when it is asked what happened, and is its own cause's cause. */
    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unspeakable() {
            initCause(new IllegalStateException("inside", this));
        }

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }
}
