package io.peco4j.nn.weights.pickle;

import java.util.Collection;
import java.util.List;

/** A pickle names classes or functions that run programs. */
public final class RefusedGlobalException extends PickleException {
    private static final long serialVersionUID = 1L;

    private final List<String> globals;

    RefusedGlobalException(Collection<String> globals) {
        super("it asks for " + String.join(", ", globals));
        this.globals = List.copyOf(globals);
    }

    /** What it asks for, such as {@code builtins.eval}; some of them, if there are many. */
    public List<String> globals() {
        return globals;
    }
}
