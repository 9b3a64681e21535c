package io.peco4j.runtime.cli.doctor;

/**
 * What a check found.
 *
 * @param state how bad it is
 * @param what in a line
 * @param remedy what helps; empty if nothing needs help
 */
record Finding(State state, String what, String remedy) {

    static Finding works(String what) {
        return new Finding(State.WORKS, what, "");
    }

    static Finding limited(String what, String remedy) {
        return new Finding(State.LIMITED, what, remedy);
    }

    static Finding broken(String what, String remedy) {
        return new Finding(State.BROKEN, what, remedy);
    }

    /** How bad it is. */
    enum State {
        WORKS("works"),
        /** Some things do not work, or work slowly. */
        LIMITED("limited"),
        BROKEN("broken");

        private final String word;

        State(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
