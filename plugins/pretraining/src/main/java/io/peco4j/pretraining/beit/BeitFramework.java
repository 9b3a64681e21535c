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
    private final BeitLearner learner;
    private final NetworkContext context;

    /**
     * The framework around an encoder, with a fresh head.
     *
     * @param tokenizer trained; it gives one token per patch, from pictures of as many pixels as that takes
     * @throws InvalidInputException PECO-121 or PECO-122 if encoder and tokenizer do not fit each other, PECO-121, 123
     *     or 126 if no such mask fits the encoder's grid
     */
    @Inject
    public BeitFramework(BeitOptions options, VisionEncoder encoder, Tokenizer tokenizer, NetworkContext context) {
        List<Problem> problems = problems(options, encoder, tokenizer);
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
        MaskedTokenHead head = new MaskedTokenHead(context, encoder.width(), tokenizer.vocabularySize());
        this.context = context;
        this.learner = new BeitLearner(options, new MaskedImageModel(encoder, head), tokenizer);
    }

    private static List<Problem> problems(BeitOptions options, VisionEncoder encoder, Tokenizer tokenizer) {
        List<Problem> problems = new ArrayList<>();
        if (!encoder.imageSize().isMultipleOf(encoder.patchSize())) {
            problems.add(new Problem(
                    "PECO-121",
                    "patches of " + encoder.patchSize() + " pixels do not tile the encoder's pictures of "
                            + encoder.imageSize(),
                    "beit",
                    "an encoder whose patch divides its image: each patch needs a token of its own"));
        } else {
            problems.addAll(options.mask().problems(encoder.imageSize(), encoder.patchSize(), "beit", false));
        }
        if (tokenizer.vocabularySize() < 2) {
            problems.add(new Problem(
                    "PECO-122",
                    "the tokenizer has a vocabulary of " + tokenizer.vocabularySize() + ": there is nothing to predict",
                    "beit",
                    "a tokenizer with two codewords or more"));
        }
        return problems;
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.of(learner);
    }

    @Override
    public List<Picture> pictures(Examples examples) {
        return learner.pictures().of(examples.dataset(), context.manager());
    }
}
