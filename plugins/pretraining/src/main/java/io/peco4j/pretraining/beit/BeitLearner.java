package io.peco4j.pretraining.beit;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Affine;
import io.peco4j.nn.learn.OneObjectiveLearner;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.vit.LayerDecay;
import io.peco4j.nn.vit.MaskedImageModel;
import io.peco4j.pretraining.masked.MaskedView;
import io.peco4j.pretraining.masked.TokenTargets;
import java.util.Map;

/**
 * Trains an encoder to name the visual tokens of hidden patches: minus the mean log probability of the tokens at hidden
 * positions, over all hidden patches of a pass (Bao et al. 2021, equation 1; Dong et al. 2021, section 3).
 *
 * <p>Weight decay spares what the encoder says, such as its class token, and biases; the mask token decays, as in
 * BEiT's code. Metric: {@code accuracy}, the share of hidden patches whose likeliest token is the right one.
 */
public final class BeitLearner extends OneObjectiveLearner {
    private final MaskedImageModel model;
    private final TokenTargets targets;
    private final MaskedView view;

    /**
     * A learner.
     *
     * @param model trained in place
     * @param targets of the model's encoder
     * @param view for the targets' pictures
     */
    public BeitLearner(MaskedImageModel model, TokenTargets targets, MaskedView view, Recipe recipe) {
        super("beit", recipe, new LayerDecay(model.encoder(), 1).groups(model.trainable()));
        this.model = model;
        this.targets = targets;
        this.view = view;
    }

    /** What is trained. */
    MaskedImageModel model() {
        return model;
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        NDArray hidden = batch.get(MaskedView.MASK);
        NDArray tokens = targets.hidden(batch, hidden);
        NDArray logits = model.logits(batch.get(MaskedView.IMAGE), hidden, true);
        return Loss.of(Losses.crossEntropy(logits, tokens))
                .with("accuracy", Affine.scaled(Losses.hits(logits, tokens), 1.0 / tokens.size()));
    }

    @Override
    public Preparation preparation() {
        return view;
    }

    @Override
    public Map<String, NDArray> state() {
        return model.state();
    }

    /** Unknown where the encoder's or the tokenizer's are: a part would pass for the whole. */
    @Override
    public double flopsPerExample() {
        double forward = model.flopsPerImage(view.mask().count());
        double frozen = targets.flopsPerExample(recipe().length());
        return forward == 0 || frozen == 0 ? 0 : FORWARD_AND_BACKWARD * forward + frozen;
    }

    /** Of the encoder, the head and the logits, and what the tokenizer takes for a moment. */
    @Override
    public double activationBytesPerExample() {
        int hidden = view.mask().count();
        return model.activationBytesPerImage(hidden)
                + Losses.activationBytes((double) hidden * targets.tokenizer().vocabularySize())
                + targets.passBytes();
    }
}
