package io.peco4j.nn.weights;

/** What is wrong with the structure of a weight file, in words that continue "the file is damaged: ". */
final class MalformedWeightsException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedWeightsException(String message) {
        super(message);
    }
}
