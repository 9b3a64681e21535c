package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.dsl.builder.OnEncoder;
import io.peco4j.dsl.builder.Trainable;
import java.util.Arrays;
import java.util.List;

/**
 * A class for every pixel, by UPerNet on the encoder: the task {@code segmentation}.
 *
 * <pre>{@code
 * .task("ade20k", segmentation(), segmentationFolder("ade20k").reduceZeroLabel())
 * .task("camvid", segmentation().preset("tiny").steps(300), segmentationFolder("camvid").reduceZeroLabel())
 * .task("shapes", segmentation().preset("tiny"), scenes().set("labels", "segmentation"))
 * }</pre>
 */
public record Segmentation(Component<DownstreamTask> component)
        implements Trainable<DownstreamTask, Segmentation>, OnEncoder<DownstreamTask, Segmentation> {
    @Override
    public Segmentation with(Component<DownstreamTask> changed) {
        return new Segmentation(changed);
    }

    /** A preset, which gives the values of options that are not set: {@code paper} or {@code tiny}. */
    public Segmentation preset(String name) {
        return set("preset", name);
    }

    /** Side of the windows that it is trained on and scored with, in pixels; a multiple of the patch. */
    public Segmentation crop(int side) {
        return set("crop", side);
    }

    /** Short side that pictures are resized to, in pixels: before the random factor in training, and for scoring. */
    public Segmentation shortSide(int pixels) {
        return set("short-side", pixels);
    }

    /** Range of the random factor of the size in training. */
    public Segmentation scales(double least, double most) {
        return set("scale-min", least).set("scale-max", most);
    }

    /** Pixels from each window to the next in scoring. */
    public Segmentation stride(int pixels) {
        return set("stride", pixels);
    }

    /** Scores what the network says of whole pictures, instead of windows. */
    public Segmentation wholePictures() {
        return set("score", "whole");
    }

    /** Averages probabilities over sizes of the pictures that are scored; 1 is their short side. */
    public Segmentation scoreScales(double... factors) {
        return set("score-scales", Arrays.stream(factors).boxed().toList());
    }

    /** Averages probabilities over each picture and its mirror image. */
    public Segmentation scoreFlipped() {
        return set("score-flipped", true);
    }

    /** The four blocks whose tokens are read, counted from 1. */
    public Segmentation layers(int first, int second, int third, int fourth) {
        return set("layers", List.of(first, second, third, fourth));
    }

    /** Channels of UPerNet's head, where they are not the encoder's width. */
    public Segmentation channels(int channels) {
        return set("channels", channels);
    }

    /** Weight of the auxiliary head's loss; 0.4 unless another one is set. */
    public Segmentation auxiliaryWeight(double weight) {
        return set("auxiliary-weight", weight);
    }

    /** A factor for each class in the loss, in the order of the classes. */
    public Segmentation classWeights(double... factors) {
        return set("class-weights", Arrays.stream(factors).boxed().toList());
    }

    /** The factor between the learning rates of a layer and of the layer above it. */
    public Segmentation layerDecay(double factor) {
        return set("layer-decay", factor);
    }

    /** How many pictures the report shows with their maps. */
    public Segmentation shown(int pictures) {
        return set("shown", pictures);
    }
}
