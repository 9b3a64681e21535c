package io.peco4j.pretraining.mae;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Affine;
import io.peco4j.nn.learn.OneObjectiveLearner;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.mae.MaskedAutoencoder;
import io.peco4j.nn.mae.VisiblePatches;
import io.peco4j.nn.vit.HiddenRows;
import io.peco4j.nn.vit.LayerDecay;
import io.peco4j.pretraining.masked.MaskedView;
import io.peco4j.pretraining.masked.TokenTargets;
import java.util.Map;

/**
 * Trains a masked autoencoder of visual tokens: minus the mean log probability of the tokens of hidden patches (Dong et
 * al. 2021, PeCo on MAE).
 *
 * <p>Weight decay is that of {@link MaeLearner}. Metric: {@code accuracy}, the share of hidden patches whose likeliest
 * token is the right one.
 */
public final class MaeTokensLearner extends OneObjectiveLearner {
    private final MaskedAutoencoder model;
    private final TokenTargets targets;
    private final MaskedView view;

    /**
     * A learner.
     *
     * @param model trained in place; it predicts a logit for each word of the vocabulary
     * @param targets of the model's encoder
     * @param view for the targets' pictures, with masks that hide equally many patches
     */
    public MaeTokensLearner(MaskedAutoencoder model, TokenTargets targets, MaskedView view, Recipe recipe) {
        super("mae-tokens", recipe, LayerDecay.ofVectors(model.encoder(), 1, "").groups(model.trainable()));
        this.model = model;
        this.targets = targets;
        this.view = view;
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        NDArray hidden = batch.get(MaskedView.MASK);
        NDArray tokens = targets.hidden(batch, hidden);
        VisiblePatches visible = VisiblePatches.of(hidden, view.visible());
        NDArray logits = logits(batch.get(MaskedView.IMAGE), visible, true);
        return Loss.of(Losses.crossEntropy(logits, tokens))
                .with("accuracy", Affine.scaled(Losses.hits(logits, tokens), 1.0 / tokens.size()));
    }

    /**
     * Logits (M, K) of hidden patches, picture by picture, row by row of the grid, in evaluation mode.
     *
     * @param hidden float32 (B, N), M of them 1, equally many in each row
     */
    NDArray logits(NDArray images, NDArray hidden) {
        return logits(images, VisiblePatches.of(hidden), false);
    }

    private NDArray logits(NDArray images, VisiblePatches visible, boolean training) {
        try (NDArray all = model.predict(images, visible, training)) {
            return HiddenRows.ofPatches(all, visible.hidden());
        }
    }

    @Override
    public Preparation preparation() {
        return view;
    }

    @Override
    public Map<String, NDArray> state() {
        return model.state();
    }

    /** Of both networks and the logits of hidden patches, and what the tokenizer takes for a moment. */
    @Override
    public double activationBytesPerExample() {
        double hidden = view.mask().count();
        return model.activationBytesPerImage(view.visible())
                + Losses.activationBytes(hidden * targets.tokenizer().vocabularySize())
                + targets.passBytes();
    }

    /** Unknown where the encoder's or the tokenizer's are: a part would pass for the whole. */
    @Override
    public double flopsPerExample() {
        double forward = model.flopsPerImage(view.visible());
        double frozen = targets.flopsPerExample(recipe().length());
        return forward == 0 || frozen == 0 ? 0 : FORWARD_AND_BACKWARD * forward + frozen;
    }
}
