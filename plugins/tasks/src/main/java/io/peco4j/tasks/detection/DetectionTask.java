package io.peco4j.tasks.detection;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Reads;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.nn.detection.MaskRcnn;
import io.peco4j.nn.detection.PixelSize;
import io.peco4j.nn.detection.VitDetector;
import io.peco4j.nn.image.Placement;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * Trains Mask R-CNN on an encoder end to end, and scores the boxes and masks that it finds on the validation split as
 * COCO does: table 3 of the paper. The defaults are its recipe for ViT-B on COCO.
 */
@Reads(Example.Detected.class)
public final class DetectionTask implements DownstreamTask {
    private final DetectionOptions options;
    private final List<String> classes;
    private final boolean masks;
    private final VitDetector detector;
    private final DetectionLearner learner;

    /**
     * A task with fresh heads.
     *
     * @throws io.peco4j.api.problem.InvalidInputException PECO-109, PECO-175 to PECO-177, PECO-179 and PECO-221, all at
     *     once
     */
    @Inject
    DetectionTask(DetectionOptions options, VisionEncoder encoder, Dataset dataset, NetworkContext context) {
        Suitability suitable = Suitability.of(options, encoder, dataset, context.manager());
        this.options = options;
        this.classes = dataset.classes();
        this.masks = suitable.masks();
        this.detector = new VitDetector(context, encoder, options.detector(suitable.layers(), classes.size(), masks));
        this.learner = new DetectionLearner(options, detector);
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.of(learner);
    }

    @Override
    public double scoringFlops(Dataset dataset) {
        return dataset.split(Dataset.VALIDATION).size()
                * detector.flops(options.view().largest());
    }

    @Override
    public Findings findings(Examples examples) {
        FoundObjects found = new FoundObjects(classes, masks);
        DetectionPictures pictures =
                new DetectionPictures(classes, examples.dataset().split(Dataset.VALIDATION), options.shown());
        // One by one: what a picture is padded with would depend on the others of its batch.
        examples.forEach(Dataset.VALIDATION, 1, view(), batch -> score(batch, found, pictures));
        return found.findings(pictures.pictures());
    }

    private void score(Batch batch, FoundObjects found, DetectionPictures pictures) {
        MaskRcnn.Found detected = detector.detect(batch.rows(Sample.IMAGE)).get(0);
        PixelSize seen = PixelSize.of(batch.rows(Sample.IMAGE).get(0));
        ObjectRow truth = ObjectRow.of(batch).get(0);
        List<Claim> claims = Claim.of(detected, seen, truth.size());
        found.add(batch.indices()[0], truth, claims);
        pictures.offer(batch.indices()[0], claims);
    }

    /** Resized pictures; objects as they are in the data. */
    private Preparation view() {
        SizedView view = options.view();
        return (example, random) -> {
            Example.Detected detected = SizedView.detected(example);
            Placement placement = view.place(detected.image());
            PixelSize size =
                    new PixelSize(detected.image().height(), detected.image().width());
            return new ObjectRow(detected.objects(), size).with(DetectionLearner.picture(detected, placement));
        };
    }
}
