package io.peco4j.pretraining.mae;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.learn.OneObjectiveLearner;
import io.peco4j.nn.mae.MaskedAutoencoder;
import io.peco4j.nn.mae.PixelLoss;
import io.peco4j.nn.mae.VisiblePatches;
import io.peco4j.nn.vit.LayerDecay;
import io.peco4j.pretraining.masked.MaskedView;
import java.util.Map;

/**
 * Trains a masked autoencoder of pixels: the encoder sees the visible patches alone, and the decoder predicts the
 * hidden ones (He et al. 2021, section 3).
 *
 * <p>As in MAE's code weight decay spares vectors and scalars only: class token, mask token and learned positions
 * decay.
 */
public final class MaeLearner extends OneObjectiveLearner {
    private final MaskedAutoencoder model;
    private final PixelTargets targets;
    private final MaskedView view;

    /**
     * A learner.
     *
     * @param model trained in place; it predicts three numbers for each pixel of a patch
     * @param view with masks that hide equally many patches
     * @param normalised whether pixels are normalised patch by patch
     */
    public MaeLearner(MaskedAutoencoder model, MaskedView view, boolean normalised, Recipe recipe) {
        super("mae", recipe, LayerDecay.ofVectors(model.encoder(), 1, "").groups(model.trainable()));
        this.model = model;
        this.targets = new PixelTargets(model.encoder(), normalised);
        this.view = view;
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        NDArray images = batch.get(MaskedView.IMAGE);
        NDArray hidden = batch.get(MaskedView.MASK);
        NDArray predicted = model.predict(images, VisiblePatches.of(hidden, view.visible()), true);
        return Loss.of(targets.loss(predicted, images, hidden));
    }

    /**
     * Pictures as the network predicts them from their visible patches: float32 (B, 3, H, W) around [0, 1].
     *
     * @param hidden float32 (B, N), 1 where a patch is hidden, equally often in each row
     */
    NDArray pictures(NDArray images, NDArray hidden) {
        try (NDArray predicted = model.predict(images, VisiblePatches.of(hidden), false)) {
            return targets.pictures(predicted, images);
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

    @Override
    public double activationBytesPerExample() {
        double predictions = 3.0
                * model.encoder().imageSize().height()
                * model.encoder().imageSize().width();
        return model.activationBytesPerImage(view.visible()) + PixelLoss.activationBytes(predictions);
    }

    @Override
    public double flopsPerExample() {
        return FORWARD_AND_BACKWARD * model.flopsPerImage(view.visible());
    }
}
