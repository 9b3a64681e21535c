package io.peco4j.runtime.plugin;

import io.peco4j.api.component.ComponentId;
import io.peco4j.runtime.problem.Causes;

/** A component of a plugin failed where it should not have; the message names plugin and component. */
public final class PluginFailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PluginFailureException(Plugin plugin, ComponentId component, Throwable cause) {
        super("the plugin " + plugin + " failed to create " + component + ": " + describe(cause), cause);
    }

    private static String describe(Throwable thrown) {
        Throwable inner = thrown instanceof ExceptionInInitializerError ? thrown.getCause() : thrown;
        Throwable cause = inner == null ? thrown : inner;
        String type = cause.getClass().getSimpleName();
        String message = Causes.message(cause);
        return message.isEmpty() ? type : type + ": " + message;
    }
}
