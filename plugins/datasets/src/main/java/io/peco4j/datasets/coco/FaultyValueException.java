package io.peco4j.datasets.coco;

/** A value that is JSON of the right form and makes no sense; the message says what, to follow "annotation 7: ". */
final class FaultyValueException extends Exception {
    private static final long serialVersionUID = 1L;

    FaultyValueException(String message) {
        super(message);
    }
}
