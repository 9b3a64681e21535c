package io.peco4j.tasks.segmentation;

import io.peco4j.api.data.Dataset;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Reads;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Describe;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.DownstreamTask;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Findings;
import io.peco4j.api.train.Learner;
import io.peco4j.nn.segmentation.Segmenter;
import io.peco4j.nn.vit.LayerDecay;
import io.peco4j.tasks.FittingEncoder;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * Fine-tunes an encoder with UPerNet's head (Xiao et al. 2018) and scores the class of every pixel of the validation
 * split, at the pictures' own size: the paper's table 3, on ADE20K. Scores are mmsegmentation's: the means are over
 * classes of which there is a pixel, in the maps or, for the intersection over union, in the predictions.
 */
@Reads(Example.Segmented.class)
@Describe("A class for every pixel: UPerNet on the encoder, by mmsegmentation's recipe.")
public final class SegmentationTask implements DownstreamTask {
    private final SegmentationOptions options;
    private final SegmentationLearner learner;
    private final int patch;

    /**
     * The task around an encoder, with fresh heads.
     *
     * @param pretrained trained in place where its pictures have the size of the windows; otherwise a twin of it is
     * @throws InvalidInputException PECO-170 to PECO-174
     */
    @Inject
    SegmentationTask(SegmentationOptions options, VisionEncoder pretrained, Dataset dataset, NetworkContext context) {
        List<Problem> problems = SegmentationFit.problems(options, pretrained, dataset);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        this.options = options;
        this.patch = pretrained.patchSize();
        int classes = dataset.classes().size();
        VisionEncoder encoder = FittingEncoder.at(
                PictureSize.square(options.views().crop()),
                pretrained,
                context,
                "PECO-170",
                "segmentation: crop",
                "crop = " + pretrained.imageSize().height());
        Segmenter segmenter = new Segmenter(context, encoder, options.heads().shape(encoder, classes));
        this.learner = new SegmentationLearner(
                options,
                segmenter,
                new LayerDecay(encoder, options.layerDecay(), "backbone.").groups(segmenter.trainable()),
                classes);
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.of(learner);
    }

    /** Of one window of each view: how many there are, the pictures' sizes decide. */
    @Override
    public double scoringFlops(Dataset dataset) {
        double views =
                options.scoring().scoreScales().size() * (options.scoring().scoreFlipped() ? 2 : 1);
        return dataset.split(Dataset.VALIDATION).size()
                * views
                * learner.segmenter().flops(PictureSize.square(options.views().crop()));
    }

    @Override
    public Findings findings(Examples examples) {
        ScoredPictures scored = new ScoredPictures(examples.dataset(), options.shown());
        PixelScoring scoring =
                new PixelScoring(options.scoring(), options.views().crop(), learner.segmenter()::logits);
        examples.forEach(
                Dataset.VALIDATION,
                1,
                options.scoring().preparation(options.views(), patch),
                batch -> scored.add(batch.indices()[0], scoring.predicted(batch), PixelScoring.truth(batch)));
        return scored.findings();
    }
}
