package io.peco4j.runtime.event;

/** Hears events. Called on the thread that works: an implementation is quick and does not throw. */
@FunctionalInterface
public interface Listener {
    void on(Event event);

    /** Both, in order. */
    default Listener and(Listener other) {
        return event -> {
            on(event);
            other.on(event);
        };
    }

    /** Hears nothing. */
    static Listener none() {
        return event -> {};
    }
}
