package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.dsl.builder.OnEncoder;
import io.peco4j.dsl.builder.Trainable;
import java.util.List;

/**
 * Mask R-CNN on the encoder, for objects with boxes and masks: the task {@code detection}.
 *
 * <pre>{@code
 * Study.named("objects")
 *     .data(scenes().set("labels", "boxes"))
 *     .encoder(vit("tiny").patch(8).image(64).dropPath(0.1))
 *     .pretraining("none", noPretraining())
 *     .task(detection().preset("tiny").epochs(4))
 *     .build();
 * }</pre>
 */
public record Detection(Component<DownstreamTask> component)
        implements Trainable<DownstreamTask, Detection>, OnEncoder<DownstreamTask, Detection> {
    @Override
    public Detection with(Component<DownstreamTask> changed) {
        return new Detection(changed);
    }

    /** A size by its name, pictures, detector and training together: {@code paper} or {@code tiny}. */
    public Detection preset(String name) {
        return set("preset", name);
    }

    /**
     * The size of pictures, in pixels.
     *
     * @param shortSide wanted
     * @param longSide at most; the short side then gets less
     */
    public Detection sides(int shortSide, int longSide) {
        return set("short-side", shortSide).set("long-side", longSide);
    }

    /** Trains on pictures of several sizes: short sides from here on, in pixels, up to that of scoring. */
    public Detection smallestShortSide(int side) {
        return set("smallest-short-side", side);
    }

    /** Probability that a picture is flipped in training. */
    public Detection flip(double probability) {
        return set("flip", probability);
    }

    /** Whether masks are learned and scored, whatever the data have. */
    public Detection masks(boolean masks) {
        return set("masks", masks);
    }

    /** The four blocks of the encoder, from 1, whose tokens become maps, the finest first. */
    public Detection layers(Integer... blocks) {
        return set("layers", List.of(blocks));
    }

    /** The factor between the learning rates of a layer and of the layer above it. */
    public Detection layerDecay(double factor) {
        return set("layer-decay", factor);
    }

    /**
     * Widths of the detector.
     *
     * @param channels of the feature pyramid and the heads on it
     * @param headWidth channels of the two layers that classify a box
     * @param maskConvolutions of the mask head
     */
    public Detection widths(int channels, int headWidth, int maskConvolutions) {
        return set("channels", channels).set("head-width", headWidth).set("mask-convolutions", maskConvolutions);
    }

    /**
     * Proposals of a picture in training.
     *
     * @param candidates best anchors of each level that they are chosen from
     * @param count that come out
     */
    public Detection proposals(int candidates, int count) {
        return set("proposal-candidates", candidates).set("proposals", count);
    }

    /** The same in scoring. */
    public Detection testProposals(int candidates, int count) {
        return set("test-candidates", candidates).set("test-proposals", count);
    }

    /**
     * What the losses count of a picture.
     *
     * @param anchors in the loss of proposals
     * @param boxes in the losses of classes, boxes and masks
     */
    public Detection samples(int anchors, int boxes) {
        return set("anchor-samples", anchors).set("box-samples", boxes);
    }

    /**
     * What counts as a detection.
     *
     * @param score probability that it must exceed
     * @param most of a picture
     */
    public Detection detections(double score, int most) {
        return set("score", score).set("detections", most);
    }

    /** Pictures of the validation split in the report. */
    public Detection shown(int pictures) {
        return set("shown", pictures);
    }
}
