package io.peco4j.tasks.detection;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.PassState;
import io.peco4j.api.train.Step;
import io.peco4j.nn.detection.MaskRcnn;
import io.peco4j.nn.detection.PixelSize;
import io.peco4j.nn.detection.VitDetector;
import io.peco4j.nn.image.Placement;
import io.peco4j.nn.learn.OneObjectiveLearner;
import io.peco4j.nn.vit.LayerDecay;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Trains a detector end to end on whole pictures, flipped and resized at random; crowds are not learned. Metrics: the
 * parts of the loss.
 */
final class DetectionLearner extends OneObjectiveLearner {
    private final DetectionOptions options;
    private final VitDetector detector;

    DetectionLearner(DetectionOptions options, VitDetector detector) {
        super(
                "detection",
                options.recipe(),
                new LayerDecay(detector.encoder(), options.layerDecay(), VitDetector.BODY)
                        .groups(detector.trainable()));
        this.options = options;
        this.detector = detector;
    }

    @Override
    public Preparation preparation() {
        return (example, random) -> {
            Example.Detected detected = SizedView.detected(example);
            Placement placement = view(random).place(detected.image());
            if (random.nextDouble() < options.flip()) {
                placement = placement.flip();
            }
            PixelSize size = new PixelSize(placement.height(), placement.width());
            return new ObjectRow(SizedView.placed(detected.objects(), placement), size)
                    .with(picture(detected, placement));
        };
    }

    private SizedView view(RandomGenerator random) {
        int shortSide = options.smallestShortSide()
                .map(smallest -> random.nextInt(smallest, options.shortSide() + 1))
                .orElse(options.shortSide());
        return new SizedView(shortSide, options.longSide());
    }

    /** A row with the picture alone, which has a size of its own. */
    static Sample picture(Example.Detected detected, Placement placement) {
        return new Sample(Map.of()).ragged(Sample.IMAGE, new Sample.Picture(placement.apply(detected.image())));
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        MaskRcnn.Losses losses = detector.losses(
                batch.rows(Sample.IMAGE),
                ObjectRow.of(batch).stream().map(ObjectRow::truth).toList(),
                step.random(),
                true);
        return Loss.of(losses.total())
                .with("proposals", losses.proposals().objectness())
                .with("proposal boxes", losses.proposals().boxes())
                .with("classes", losses.detections().classes())
                .with("boxes", losses.detections().boxes())
                .with("masks", losses.detections().masks());
    }

    @Override
    public PassState passState() {
        return detector.passState();
    }

    @Override
    public Map<String, NDArray> state() {
        return detector.state();
    }

    /** Of the largest picture. */
    @Override
    public double flopsPerExample() {
        return FORWARD_AND_BACKWARD * detector.flops(options.view().largest());
    }

    /** Of the largest picture. */
    @Override
    public double activationBytesPerExample() {
        return detector.activationBytes(options.view().largest());
    }
}
