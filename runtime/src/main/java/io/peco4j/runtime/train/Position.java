package io.peco4j.runtime.train;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/**
 * The position of a training, without its tensors.
 *
 * @param stage key of the stage: a checkpoint of another one is never continued
 * @param step number of steps done
 * @param epoch that the last of them belonged to
 * @param images seen so far
 * @param seconds spent so far
 * @param metrics figures so far
 */
record Position(String stage, long step, int epoch, long images, double seconds, Metrics.Saved metrics) {
    /** A metric may be no number while the loss still is. */
    private static final Gson JSON =
            new GsonBuilder().serializeSpecialFloatingPointValues().create();

    static Position start(String stage) {
        return new Position(stage, 0, 0, 0, 0, Metrics.Saved.nothing());
    }

    /** The same place with its figures. */
    Position with(Metrics.Saved figures) {
        return new Position(stage, step, epoch, images, seconds, figures);
    }

    /** As JSON; numbers keep every bit. */
    String text() {
        return JSON.toJson(this);
    }

    /** @throws com.google.gson.JsonParseException if the text is none */
    static Position parse(String text) {
        return JSON.fromJson(text, Position.class);
    }
}
