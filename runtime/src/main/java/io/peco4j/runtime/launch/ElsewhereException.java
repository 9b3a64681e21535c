package io.peco4j.runtime.launch;

import java.io.PrintStream;
import java.io.PrintWriter;

/** Something that was thrown in another process; its stack trace is the one that it had there. */
public final class ElsewhereException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String trace;

    /** @param trace as it is printed */
    public ElsewhereException(String message, String trace) {
        super(message);
        this.trace = trace;
    }

    @Override
    public void printStackTrace(PrintWriter writer) {
        writer.println("in a process of its own: " + trace.stripTrailing());
    }

    @Override
    public void printStackTrace(PrintStream stream) {
        stream.println("in a process of its own: " + trace.stripTrailing());
    }
}
