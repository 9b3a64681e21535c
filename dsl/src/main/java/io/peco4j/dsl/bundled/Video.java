package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.dsl.builder.Trainable;

/**
 * Classification of clips by a TimeSformer that starts from the encoder: the task {@code video}. Its drop path is its
 * own option, not the encoder's.
 */
public record Video(Component<DownstreamTask> component) implements Trainable<DownstreamTask, Video> {
    @Override
    public Video with(Component<DownstreamTask> changed) {
        return new Video(changed);
    }

    /** A preset, which gives the values of options that are not set: {@code paper}, {@code peco} or {@code tiny}. */
    public Video preset(String name) {
        return set("preset", name);
    }

    /** Frames of a view. */
    public Video frames(int count) {
        return set("frames", count);
    }

    /** Views are a stretch of the video, of whose frames one in so many is taken. */
    public Video rate(int oneIn) {
        return set("sampling", "stretch").set("rate", oneIn);
    }

    /** Views have one frame of each of equal segments of the video. */
    public Video segments() {
        return set("sampling", "segments");
    }

    /** Side of the frames that the network sees, in pixels, where it is not the encoder's. */
    public Video image(int side) {
        return set("image", side);
    }

    /** Whether half of the views are mirrored in training. */
    public Video flip(boolean half) {
        return set("flip", half);
    }

    /** The factor between the learning rates of a layer and of the layer above it. */
    public Video layerDecay(double factor) {
        return set("layer-decay", factor);
    }

    /** How many stretches of a clip are scored, and squares of each, from 1 to 3. */
    public Video views(int times, int crops) {
        return set("views", times).crops(crops);
    }

    /** How many squares of a view are scored, from 1 to 3. */
    public Video crops(int squares) {
        return set("crops", squares);
    }

    /** How many film strips are shown. */
    public Video shown(int strips) {
        return set("shown", strips);
    }
}
