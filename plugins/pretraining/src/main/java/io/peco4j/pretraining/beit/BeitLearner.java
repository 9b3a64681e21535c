package io.peco4j.pretraining.beit;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Affine;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.learn.OneObjectiveLearner;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.mask.PatchMask;
import io.peco4j.nn.vit.HiddenRows;
import io.peco4j.nn.vit.LayerDecay;
import io.peco4j.nn.vit.MaskedImageModel;
import java.util.Map;

/**
 * Trains an encoder to name the visual tokens of hidden patches: minus the mean log probability of the tokens at hidden
 * positions, over all hidden patches of a pass (Bao et al. 2021, equation 1; Dong et al. 2021, section 3).
 *
 * <p>Metric: {@code accuracy}, the share of hidden patches whose likeliest token is the right one.
 */
final class BeitLearner extends OneObjectiveLearner {
    private final BeitOptions options;
    private final MaskedImageModel model;
    private final Tokenizer tokenizer;
    private final PatchMask mask;

    BeitLearner(BeitOptions options, MaskedImageModel model, Tokenizer tokenizer) {
        super("beit", options.recipe(), new LayerDecay(model.encoder(), 1).groups(model.trainable()));
        this.options = options;
        this.model = model;
        this.tokenizer = tokenizer;
        this.mask = options.mask().on(model.encoder().grid());
    }

    /** What is trained. */
    MaskedImageModel model() {
        return model;
    }

    /** What it makes of hidden patches. */
    BeitPictures pictures() {
        return new BeitPictures(model, tokenizer, mask, targetSize());
    }

    /** The tokenizer's tokens (M) of the M hidden patches, without a graph. */
    private NDArray targets(NDArray pictures, NDArray hidden) {
        return GradientMode.off(() -> {
            try (NDArray tokens = tokenizer.tokenize(pictures)) {
                return HiddenRows.ofLabels(tokens, hidden);
            }
        });
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        NDArray hidden = batch.get(BeitView.MASK);
        NDArray targets = targets(batch.get(twoViews() ? BeitView.TARGET : BeitView.IMAGE), hidden);
        NDArray logits = model.logits(batch.get(BeitView.IMAGE), hidden, true);
        return Loss.of(Losses.crossEntropy(logits, targets))
                .with("accuracy", Affine.scaled(Losses.hits(logits, targets), 1.0 / targets.size()));
    }

    @Override
    public Preparation preparation() {
        return BeitView.of(options, model.encoder().imageSize(), targetSize(), mask);
    }

    @Override
    public Map<String, NDArray> state() {
        return model.state();
    }

    /** Unknown where the encoder's or the tokenizer's are: a part would pass for the whole. */
    @Override
    public double flopsPerExample() {
        double forward = model.flopsPerImage(mask.count());
        double frozen = tokenizer.flopsPerImage();
        if (forward == 0 || frozen == 0) {
            return 0;
        }
        return FORWARD_AND_BACKWARD * forward + frozen * targetScale();
    }

    /**
     * Of the encoder, the head and the logits; and what the tokenizer takes for a moment, since the heap that it frees is
     * another than that of the encoder.
     */
    @Override
    public double activationBytesPerExample() {
        double logits = (double) mask.count() * tokenizer.vocabularySize();
        return model.activationBytesPerImage(mask.count())
                + Losses.activationBytes(logits)
                + tokenizer.passBytes() * targetScale();
    }

    /** The pictures that the tokenizer gives one token per patch of. */
    private PictureSize targetSize() {
        return model.encoder().grid().pictures(tokenizer.downsampling());
    }

    /** Pixels of those pictures, relative to the tokenizer's own. */
    private double targetScale() {
        double side = tokenizer.imageSize();
        return targetSize().height() * targetSize().width() / (side * side);
    }

    private boolean twoViews() {
        return !targetSize().equals(model.encoder().imageSize());
    }
}
