package io.peco4j.pretraining.mae;

import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.options.Describe;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.task.Examples;
import io.peco4j.api.task.Illustrated;
import io.peco4j.api.task.Picture;
import io.peco4j.api.train.Learner;
import io.peco4j.nn.image.HorizontalFlip;
import io.peco4j.nn.mae.MaeDecoder;
import io.peco4j.nn.mae.MaskedAutoencoder;
import io.peco4j.pretraining.masked.Fit;
import io.peco4j.pretraining.masked.MaskedView;
import io.peco4j.pretraining.picture.MaskedPictures;
import io.peco4j.pretraining.picture.PixelPainter;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A masked autoencoder (He et al. 2021): the encoder sees a quarter of the patches, and a small decoder predicts the
 * pixels of the others.
 *
 * <p>Parameters have the names of MAE's code, so that encoder and decoder are exported and imported as {@code mae}.
 */
@Describe("Predicts the pixels of hidden patches; the encoder sees the visible ones alone: MAE.")
public final class MaeFramework implements PretrainingFramework, Illustrated {
    private static final int CHANNELS = 3;

    private final MaeOptions options;
    private final VisionEncoder encoder;
    private final NetworkContext context;
    private final MaeLearner learner;

    /**
     * The framework around an encoder, with a fresh decoder.
     *
     * @param encoder trained in place
     * @param context owns the decoder
     * @throws InvalidInputException PECO-121, 123, 124 or 126 if no such mask fits the encoder's grid, PECO-142 if the
     *     encoder cannot leave patches out, PECO-143 if there is no such decoder
     */
    @Inject
    public MaeFramework(MaeOptions options, VisionEncoder encoder, NetworkContext context) {
        Fit fit = new Fit("mae", encoder, context.manager());
        List<Problem> problems = new ArrayList<>(fit.mask(options.mask(), true));
        problems.addAll(fit.leavesOut());
        problems.addAll(options.decoder().problems("mae"));
        problems.addAll(fit.pictures(options.mask(), options.pictureRatios()));
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        this.options = options;
        this.encoder = encoder;
        this.context = context;
        int pixels = CHANNELS * encoder.patchSize() * encoder.patchSize();
        MaeDecoder decoder = new MaeDecoder(context, options.decoder().of(encoder, pixels));
        MaskedView view = MaskedView.random(
                new HorizontalFlip(0.5),
                options.cropScale(),
                encoder.imageSize(),
                encoder.imageSize(),
                options.mask().on(encoder.grid()));
        this.learner = new MaeLearner(
                new MaskedAutoencoder(encoder, decoder), view, options.normalisedPixels(), options.recipe());
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.of(learner);
    }

    @Override
    public List<Picture> pictures(Examples examples) {
        PixelPainter painter = new PixelPainter(encoder.grid(), learner::pictures, options.normalisedPixels());
        return new MaskedPictures(encoder, encoder.imageSize(), options.mask(), options.pictureRatios(), painter)
                .of(examples.dataset(), context.manager());
    }
}
