package io.peco4j.datasets.video;

/** A file that is no video, or not a whole one; the message says what is wrong with it, without its name. */
public final class VideoException extends Exception {
    private static final long serialVersionUID = 1L;

    VideoException(String message) {
        super(message);
    }
}
