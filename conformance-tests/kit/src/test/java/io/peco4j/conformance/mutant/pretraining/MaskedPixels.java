package io.peco4j.conformance.mutant.pretraining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PretrainingFramework;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.RandomResizedCrop;
import io.peco4j.nn.mae.MaeDecoder;
import io.peco4j.nn.mae.PixelLoss;
import io.peco4j.nn.mae.VisiblePatches;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.StackShape;
import io.peco4j.nn.vit.PatchPixels;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A masked autoencoder: its encoder sees half of the patches, a decoder of one block predicts pixels of the others. */
class MaskedPixels implements PretrainingFramework, Learner, Objective {
    private static final StackShape STACK = new StackShape(BlockShape.plain(16, 2), 1, 0);

    final VisionEncoder encoder;
    private final MaeDecoder decoder;
    private final PixelLoss pixels;
    private final RandomResizedCrop crop;

    @Inject
    MaskedPixels(ReferenceFramework.Options options, VisionEncoder encoder, NetworkContext context) {
        int patch = encoder.patchSize();
        this.encoder = encoder;
        this.decoder = decoder(encoder, context, 3 * patch * patch);
        this.pixels = new PixelLoss(new PatchPixels(encoder.imageSize(), patch), true);
        this.crop = new RandomResizedCrop(encoder.imageSize(), 0.5, 1, Filter.BILINEAR);
    }

    static MaeDecoder decoder(VisionEncoder encoder, NetworkContext context, int out) {
        return new MaeDecoder(
                context,
                new MaeDecoder.Sizes(
                        encoder.width(),
                        STACK,
                        encoder.grid().rows(),
                        encoder.grid().columns(),
                        out));
    }

    @Override
    public Preparation preparation() {
        return (example, random) -> Sample.of("image", crop.apply(example.image(), random))
                .with("noise", noise(random), (long) encoder.grid().patches());
    }

    private float[] noise(RandomGenerator random) {
        float[] noise = new float[encoder.grid().patches()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextFloat();
        }
        return noise;
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        NDArray noise = batch.get("noise").toType(DataType.FLOAT32, false);
        return Loss.of(loss(batch.get("image"), VisiblePatches.drawn(noise, 0.5)));
    }

    /** What a batch costs; mutants meddle here and below. */
    NDArray loss(NDArray images, VisiblePatches masking) {
        NDArray latent = encoder.encode(images, masking.masking(), true);
        return error(predicted(latent, masking), images, masking.hidden());
    }

    NDArray predicted(NDArray latent, VisiblePatches masking) {
        return decoder.decode(latent, masking.restore(), true);
    }

    NDArray error(NDArray predicted, NDArray images, NDArray hidden) {
        return pixels.of(predicted, images, hidden);
    }

    Map<String, NDArray> trained() {
        Map<String, NDArray> trained = new LinkedHashMap<>(encoder.trainable());
        trained.putAll(Parameters.trainable(decoder));
        return trained;
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>(encoder.state());
        state.putAll(Parameters.state(decoder));
        return state;
    }

    @Override
    public final List<ParameterGroup> groups() {
        return List.of(new ParameterGroup("all", trained(), 1, true));
    }

    @Override
    public final Optional<Learner> learner() {
        return Optional.of(this);
    }

    @Override
    public final List<Objective> objectives() {
        return List.of(this);
    }

    @Override
    public final String name() {
        return "pixels";
    }

    @Override
    public Recipe recipe() {
        throw new UnsupportedOperationException("no study runs this");
    }
}
