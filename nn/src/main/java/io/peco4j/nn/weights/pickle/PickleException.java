package io.peco4j.nn.weights.pickle;

/** What is wrong with a pickle, in words that continue "the file is damaged: ". */
public class PickleException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, without an end stop */
    public PickleException(String message) {
        super(message);
    }
}
