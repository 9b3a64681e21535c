package io.peco4j.dsl.bundled;

import io.peco4j.api.component.Component;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.dsl.builder.OnEncoder;
import io.peco4j.dsl.builder.Trainable;

/**
 * Agreement of large and small crops of a picture, without labels: the pretraining {@code dino}.
 *
 * <pre>{@code
 * Study.named("self-distillation")
 *     .data(imageFolder("data/photos"))
 *     .encoder(vit("tiny").patch(4).image(32).positions("learned-dino"))
 *     .pretraining("dino", dino().preset("tiny").localCrops(4, 16).epochs(50))
 *     .task(knn())
 *     .build();
 * }</pre>
 */
public record Dino(Component<PretrainingFramework> component)
        implements Trainable<PretrainingFramework, Dino>, OnEncoder<PretrainingFramework, Dino> {
    @Override
    public Dino with(Component<PretrainingFramework> changed) {
        return new Dino(changed);
    }

    /** A size by its name, head, crops and training together: {@code paper} or {@code tiny}. */
    public Dino preset(String name) {
        return set("preset", name);
    }

    /**
     * Outputs of the heads, in which student and teacher are compared, and channels of their layers.
     *
     * @param outputs 65,536 in the paper
     * @param hidden channels between their layers
     * @param bottleneck channels of the unit vectors before the last one
     */
    public Dino head(int outputs, int hidden, int bottleneck) {
        return set("out-dim", outputs).set("hidden", hidden).set("bottleneck", bottleneck);
    }

    /**
     * Crops of a small part of the picture, which the student alone sees.
     *
     * @param count 0: none
     * @param size side in pixels, a multiple of the encoder's patch
     */
    public Dino localCrops(int count, int size) {
        return set("local-crops", count).set("local-size", size);
    }

    /** The part of a picture's area that the two global crops show: at least, and at most. */
    public Dino globalScale(double min, double max) {
        return set("global-scale.min", min).set("global-scale.max", max);
    }

    /** The part of it that local crops show: at least, and at most. */
    public Dino localScale(double min, double max) {
        return set("local-scale.min", min).set("local-scale.max", max);
    }

    /** What the student's outputs are divided by before the softmax. */
    public Dino studentTemperature(double temperature) {
        return set("student-temperature", temperature);
    }

    /**
     * What the teacher's outputs are divided by; it moves along a line, epoch by epoch.
     *
     * @param first in the first epoch
     * @param last after the given number of epochs
     */
    public Dino teacherTemperature(double first, double last, int epochs) {
        return set("first-teacher-temperature", first)
                .set("teacher-temperature", last)
                .set("temperature-warmup-epochs", epochs);
    }

    /** Share of the teacher that the first step keeps; it rises to 1. */
    public Dino teacherMomentum(double momentum) {
        return set("teacher-momentum", momentum);
    }

    /** Share of the teacher's mean output, which its targets are relative to, that a step keeps. */
    public Dino centerMomentum(double momentum) {
        return set("center-momentum", momentum);
    }

    /** Epochs in which the last layer of the student's head stays at its start. */
    public Dino freezeLastLayer(int epochs) {
        return set("freeze-last-layer", epochs);
    }

    /** The result is the encoder that was trained, instead of the teacher that followed it. */
    public Dino keepStudent() {
        return set("result", "student");
    }
}
