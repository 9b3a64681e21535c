package io.peco4j.bench;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.bench.peer.ClassifierPeer;
import io.peco4j.nn.learn.OneObjectiveLearner;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.vit.ClassifierHead;
import io.peco4j.nn.vit.LayerDecay;
import io.peco4j.nn.vit.Pooling;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitClassifier;
import io.peco4j.nn.vit.VitConfig;
import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Fine-tuning of a classifier with the soft targets that mixup makes; which pictures are mixed costs nothing. */
final class FineTuningLearner extends OneObjectiveLearner {
    static final int CLASSES = 1000;

    private static final double RATE = 5e-4;
    private static final double DECAY = 0.65;
    private static final float SMOOTHING = 0.1f;

    private final VitClassifier model;

    private FineTuningLearner(VitClassifier model) {
        super(
                "fine-tuning",
                Recipe.adamW(RateSchedule.constant(RATE)),
                new LayerDecay(model.encoder(), DECAY).groups(model.trainable()));
        this.model = model;
    }

    static FineTuningLearner of(NetworkContext context, VitConfig config) {
        VisionTransformer encoder = new VisionTransformer(context, config);
        ClassifierHead head = new ClassifierHead(context, Pooling.MEAN, encoder.width(), CLASSES);
        return new FineTuningLearner(new VitClassifier(encoder, head));
    }

    @Override
    public Preparation preparation() {
        CropAndFlip view = new CropAndFlip(model.imageSize().height());
        return (example, random) -> prepare(view, example, random);
    }

    /** Two classes share what smoothing leaves. */
    private static Sample prepare(CropAndFlip view, Example example, RandomGenerator random) {
        float[] targets = new float[CLASSES];
        Arrays.fill(targets, SMOOTHING / CLASSES);
        float share = random.nextFloat();
        targets[random.nextInt(CLASSES)] += (1 - SMOOTHING) * share;
        targets[random.nextInt(CLASSES)] += (1 - SMOOTHING) * (1 - share);
        return view.prepare(example, random).with(ClassifierPeer.TARGETS, targets, CLASSES);
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        NDArray logits = model.logits(batch.get(Sample.IMAGE), true);
        return Loss.of(Losses.softCrossEntropy(logits, batch.get(ClassifierPeer.TARGETS)));
    }

    @Override
    public Map<String, NDArray> state() {
        return model.state();
    }

    @Override
    public double flopsPerExample() {
        return FORWARD_AND_BACKWARD * model.flopsPerImage();
    }

    @Override
    public double activationBytesPerExample() {
        return model.activationBytesPerImage() + Losses.activationBytes(CLASSES);
    }
}
