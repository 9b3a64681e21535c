package io.peco4j.bench;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Clipping;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.bench.peer.BeitPeer;
import io.peco4j.nn.Affine;
import io.peco4j.nn.learn.OneObjectiveLearner;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.vit.LayerDecay;
import io.peco4j.nn.vit.MaskedImageModel;
import io.peco4j.nn.vit.MaskedTokenHead;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import java.util.Map;
import java.util.random.RandomGenerator;

/** BEiT's pretraining with tokens that are drawn at random instead of by a tokenizer, which would be timed too. */
final class MaskedTokenLearner extends OneObjectiveLearner {
    static final int VOCABULARY = 512;

    private static final double RATE = 5e-4;
    private static final double HIDDEN = 0.4;
    private static final double CLIP = 3;

    private final MaskedImageModel model;
    private final int image;
    private final int patches;

    private MaskedTokenLearner(MaskedImageModel model, VitConfig config) {
        super(
                "beit",
                Recipe.adamW(RateSchedule.constant(RATE)).withClipping(Clipping.global(CLIP)),
                new LayerDecay(model.encoder(), 1).groups(model.trainable()));
        this.model = model;
        this.image = config.image().height();
        this.patches = config.patches();
    }

    static MaskedTokenLearner of(NetworkContext context, VitConfig config) {
        VisionTransformer encoder = new VisionTransformer(context, config);
        MaskedTokenHead head = new MaskedTokenHead(context, encoder.width(), VOCABULARY);
        return new MaskedTokenLearner(new MaskedImageModel(encoder, head), config);
    }

    @Override
    public Preparation preparation() {
        CropAndFlip view = new CropAndFlip(image);
        return (example, random) -> prepare(view, example, random);
    }

    private Sample prepare(CropAndFlip view, Example example, RandomGenerator random) {
        int count = hidden();
        float[] mask = new float[patches];
        for (int left = count; left > 0; ) {
            int place = random.nextInt(patches);
            left -= mask[place] == 0 ? 1 : 0;
            mask[place] = 1;
        }
        long[] tokens = random.longs(count, 0, VOCABULARY).toArray();
        return view.prepare(example, random).with(BeitPeer.MASK, mask, patches).with(BeitPeer.TOKENS, tokens, count);
    }

    private int hidden() {
        return (int) Math.ceil(HIDDEN * patches);
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        NDArray tokens = batch.get(BeitPeer.TOKENS).flatten();
        NDArray logits = model.logits(batch.get(Sample.IMAGE), batch.get(BeitPeer.MASK), true);
        return Loss.of(Losses.crossEntropy(logits, tokens))
                .with("accuracy", Affine.scaled(Losses.hits(logits, tokens), 1.0 / tokens.size()));
    }

    @Override
    public Map<String, NDArray> state() {
        return model.state();
    }

    @Override
    public double flopsPerExample() {
        return FORWARD_AND_BACKWARD * model.flopsPerImage(hidden());
    }

    @Override
    public double activationBytesPerExample() {
        return model.activationBytesPerImage(hidden()) + Losses.activationBytes((double) hidden() * VOCABULARY);
    }
}
