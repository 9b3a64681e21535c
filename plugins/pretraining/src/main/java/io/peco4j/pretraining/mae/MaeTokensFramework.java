package io.peco4j.pretraining.mae;

import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.Tokenizer;
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
import io.peco4j.nn.mask.PatchMask;
import io.peco4j.nn.vit.Start;
import io.peco4j.pretraining.masked.Fit;
import io.peco4j.pretraining.masked.MaskedView;
import io.peco4j.pretraining.masked.TokenTargets;
import io.peco4j.pretraining.masked.Views;
import io.peco4j.pretraining.picture.MaskedPictures;
import io.peco4j.pretraining.picture.TokenPainter;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A masked autoencoder of visual tokens: MAE's networks, and the tokens of the study's tokenizer in place of pixels
 * (Dong et al. 2021, PeCo on MAE).
 *
 * <p>Parameters have the names of MAE's code, so that encoder and decoder are exported and imported as {@code mae}.
 */
@Describe("Predicts the visual tokens of hidden patches; the encoder sees the visible ones alone: PeCo on MAE.")
public final class MaeTokensFramework implements PretrainingFramework, Illustrated {
    private final MaeTokensOptions options;
    private final VisionEncoder encoder;
    private final TokenTargets targets;
    private final NetworkContext context;
    private final MaeTokensLearner learner;

    /**
     * The framework around an encoder, with a fresh decoder.
     *
     * @param encoder trained in place
     * @param tokenizer trained; it gives one token per patch, from pictures of as many pixels as that takes
     * @param context owns the decoder
     * @throws InvalidInputException PECO-121, 122 or 141 if encoder and tokenizer do not fit each other, PECO-121, 123,
     *     124 or 126 if no such mask fits the encoder's grid, PECO-142 if the encoder cannot leave patches out, PECO-143
     *     if there is no such decoder, PECO-144 if tokens are kept of views that change
     */
    @Inject
    public MaeTokensFramework(
            MaeTokensOptions options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
        Fit fit = new Fit("mae-tokens", encoder, context.manager());
        List<Problem> problems = new ArrayList<>(fit.mask(options.mask(), true));
        problems.addAll(fit.leavesOut());
        problems.addAll(fit.tokenizer(tokenizer));
        problems.addAll(options.decoder().problems("mae-tokens"));
        problems.addAll(fit.pictures(options.mask(), options.pictureRatios()));
        problems.addAll(fit.cache(options.cacheTokens(), options.views()));
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        this.options = options;
        this.encoder = encoder;
        this.context = context;
        this.targets = new TokenTargets(tokenizer, encoder, options.cacheTokens());
        MaeDecoder decoder =
                new MaeDecoder(context, options.decoder().of(encoder, tokenizer.vocabularySize()), Start.BEIT);
        this.learner = new MaeTokensLearner(new MaskedAutoencoder(encoder, decoder), targets, view(), options.recipe());
    }

    private MaskedView view() {
        PictureSize image = encoder.imageSize();
        PatchMask masks = options.mask().on(encoder.grid());
        return options.views() == Views.FIXED
                ? MaskedView.fixed(image, targets.pictures(), masks)
                : MaskedView.random(
                        new HorizontalFlip(0.5), options.cropScale().orElse(1.0), image, targets.pictures(), masks);
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.of(learner);
    }

    @Override
    public List<Picture> pictures(Examples examples) {
        TokenPainter painter = new TokenPainter(targets.tokenizer(), learner::logits);
        return new MaskedPictures(encoder, targets.pictures(), options.mask(), options.pictureRatios(), painter)
                .of(examples.dataset(), context.manager());
    }
}
