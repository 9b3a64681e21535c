package io.peco4j.pretraining.beit;

import io.peco4j.api.model.NetworkContext;
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
import io.peco4j.nn.vit.MaskedImageModel;
import io.peco4j.nn.vit.MaskedTokenHead;
import io.peco4j.pretraining.masked.Fit;
import io.peco4j.pretraining.masked.TokenTargets;
import io.peco4j.pretraining.picture.MaskedPictures;
import io.peco4j.pretraining.picture.TokenPainter;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Masked image modelling: the encoder sees a picture with blocks of patches hidden, and predicts their visual tokens.
 * With a pixel codebook it is the VQ-VAE baseline, with a perceptual codebook PeCo (Dong et al. 2021).
 */
@Describe("Predicts the visual tokens of hidden patches: BEiT's masked image modelling, and PeCo's.")
public final class BeitFramework implements PretrainingFramework, Illustrated {
    private final BeitOptions options;
    private final NetworkContext context;
    private final MaskedImageModel model;
    private final TokenTargets targets;
    private final BeitLearner learner;

    /**
     * The framework around an encoder, with a fresh head.
     *
     * @param tokenizer trained; it gives one token per patch, from pictures of as many pixels as that takes
     * @throws InvalidInputException PECO-121, 122 or 141 if encoder and tokenizer do not fit each other, PECO-121, 123
     *     or 126 if no such mask fits the encoder's grid, PECO-144 if tokens are kept of views that change
     */
    @Inject
    public BeitFramework(BeitOptions options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
        Fit fit = new Fit("beit", encoder, context.manager());
        List<Problem> problems = new ArrayList<>(fit.mask(options.mask(), false));
        problems.addAll(fit.tokenizer(tokenizer));
        problems.addAll(fit.pictures(options.mask(), options.pictureRatios()));
        problems.addAll(fit.cache(options.cacheTokens(), options.views()));
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        this.options = options;
        this.context = context;
        this.model = new MaskedImageModel(
                encoder, new MaskedTokenHead(context, encoder.width(), tokenizer.vocabularySize()));
        this.targets = new TokenTargets(tokenizer, encoder, options.cacheTokens());
        this.learner = new BeitLearner(
                model,
                targets,
                options.view(
                        encoder.imageSize(), targets.pictures(), options.mask().on(encoder.grid())),
                options.recipe());
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.of(learner);
    }

    @Override
    public List<Picture> pictures(Examples examples) {
        TokenPainter painter =
                new TokenPainter(targets.tokenizer(), (image, hidden) -> model.logits(image, hidden, false));
        return new MaskedPictures(model.encoder(), targets.pictures(), options.mask(), options.pictureRatios(), painter)
                .of(examples.dataset(), context.manager());
    }
}
