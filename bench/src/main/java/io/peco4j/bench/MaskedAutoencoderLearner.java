package io.peco4j.bench;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.bench.peer.MaePeer;
import io.peco4j.nn.learn.OneObjectiveLearner;
import io.peco4j.nn.mae.MaskedAutoencoder;
import io.peco4j.nn.mae.PixelLoss;
import io.peco4j.nn.mae.VisiblePatches;
import io.peco4j.nn.vit.PatchPixels;
import io.peco4j.nn.vit.VitConfig;
import java.util.List;
import java.util.Map;

/** MAE's pretraining: a quarter of the patches is seen, the pixels of the others are predicted. */
final class MaskedAutoencoderLearner extends OneObjectiveLearner {
    private final MaskedAutoencoder model;
    private final PixelLoss loss;

    private MaskedAutoencoderLearner(MaskedAutoencoder model, PixelLoss loss) {
        super(
                "mae",
                Recipe.adamW(RateSchedule.constant(1e-4)),
                List.of(new ParameterGroup("all", model.trainable(), 1, true)));
        this.model = model;
        this.loss = loss;
    }

    static MaskedAutoencoderLearner of(NetworkContext context, VitConfig config) {
        MaskedAutoencoder model = MaskedAutoencoderSubject.network(context, config);
        return new MaskedAutoencoderLearner(
                model, new PixelLoss(new PatchPixels(config.image(), config.patch()), true));
    }

    @Override
    public Preparation preparation() {
        CropAndFlip view = new CropAndFlip(model.encoder().imageSize().height());
        return (example, random) -> {
            float[] noise = new float[patches()];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = random.nextFloat();
            }
            return view.prepare(example, random).with(MaePeer.NOISE, noise, noise.length);
        };
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        NDArray images = batch.get(Sample.IMAGE);
        VisiblePatches visible = VisiblePatches.drawn(batch.get(MaePeer.NOISE), MaskedAutoencoderSubject.RATIO);
        return Loss.of(loss.of(model.predict(images, visible, true), images, visible.hidden()));
    }

    @Override
    public Map<String, NDArray> state() {
        return model.state();
    }

    @Override
    public double flopsPerExample() {
        return FORWARD_AND_BACKWARD * model.flopsPerImage(visible());
    }

    @Override
    public double activationBytesPerExample() {
        int numbers = 3 * model.encoder().patchSize() * model.encoder().patchSize();
        return model.activationBytesPerImage(visible()) + PixelLoss.activationBytes((double) patches() * numbers);
    }

    private int patches() {
        return model.encoder().grid().patches();
    }

    private int visible() {
        return MaskedAutoencoderSubject.visible(patches());
    }
}
