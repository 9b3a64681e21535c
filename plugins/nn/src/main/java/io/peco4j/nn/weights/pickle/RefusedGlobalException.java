package io.peco4j.nn.weights.pickle;

/** A pickle names a class or function that is neither data nor known to be harmless. */
public final class RefusedGlobalException extends PickleException {
    private static final long serialVersionUID = 1L;

    private final String global;

    RefusedGlobalException(String global) {
        super("it asks for " + global);
        this.global = global;
    }

    /** What it asks for, such as {@code builtins.eval}. */
    public String global() {
        return global;
    }
}
