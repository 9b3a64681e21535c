package io.peco4j.pretraining.moco;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.learn.OneObjectiveLearner;
import io.peco4j.nn.moco.ContrastiveHead;
import io.peco4j.nn.moco.ContrastiveLoss;
import io.peco4j.nn.moco.MomentumSchedule;
import io.peco4j.nn.optim.MovingAverage;
import io.peco4j.nn.vit.LayerDecay;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * MoCo v3's training: queries of both views against keys of the other view, {@code contrast(q1, k2) + contrast(q2, k1)}.
 *
 * <p>Weight decay spares biases, norms, positions and the class token, by the rule of {@link LayerDecay}; the original
 * code spares nothing. The momentum branch moves after each step, by the momentum of that step; where the original
 * moves it at the start of the next one, which differs in that momentum alone.
 */
final class MocoV3Learner extends OneObjectiveLearner {
    private static final String PATCH_EMBEDDING = "patch_embed";
    private static final int VIEWS = 2;

    private final TwoViews views;
    private final ContrastiveLoss loss;
    private final MomentumSchedule momentum;
    private final Branch query;
    private final ContrastiveHead predictor;
    private final Branch key;
    private final MovingAverage following;

    /**
     * A training of the query branch and the predictor; frozen parameters of the encoder need no gradient from now on.
     *
     * @param key the momentum branch, whose tensors need no gradient
     * @param manager of temporaries of the moving average
     */
    MocoV3Learner(
            MocoV3Framework.Options options, Branch query, ContrastiveHead predictor, Branch key, NDManager manager) {
        super(
                "moco-v3",
                options.recipe(),
                new LayerDecay(query.encoder(), 1).groups(trained(options, query, predictor)));
        VisionEncoder encoder = query.encoder();
        this.views = TwoViews.of(encoder.imageSize(), options.cropScaleMin());
        this.loss = new ContrastiveLoss(options.temperature());
        this.momentum = new MomentumSchedule(options.momentum());
        this.query = query;
        this.predictor = predictor;
        this.key = key;
        this.following = new MovingAverage(manager, key.trainable(), query.trainable());
        frozen(options, encoder).values().forEach(parameter -> parameter.setRequiresGradient(false));
    }

    private static Map<String, NDArray> trained(
            MocoV3Framework.Options options, Branch query, ContrastiveHead predictor) {
        Map<String, NDArray> trained = new LinkedHashMap<>(query.encoder().trainable());
        trained.keySet().removeAll(frozen(options, query.encoder()).keySet());
        trained.putAll(Parameters.prefixed("projector", Parameters.trainable(query.projector())));
        trained.putAll(Parameters.prefixed("predictor", Parameters.trainable(predictor)));
        return trained;
    }

    private static Map<String, NDArray> frozen(MocoV3Framework.Options options, VisionEncoder encoder) {
        return options.freezePatchEmbedding() ? under(PATCH_EMBEDDING, encoder.trainable()) : Map.of();
    }

    private static Map<String, NDArray> under(String prefix, Map<String, NDArray> tensors) {
        Map<String, NDArray> found = new LinkedHashMap<>(tensors);
        found.keySet().removeIf(name -> !name.startsWith(prefix + "."));
        return found;
    }

    @Override
    public Preparation preparation() {
        return views;
    }

    /**
     * The contrast of both views; {@code accuracy} is the share of queries that are nearest to their own key.
     *
     * @throws IllegalArgumentException if the batch has one picture, whose batch statistics are not defined
     */
    @Override
    public Loss loss(Batch batch, Step step) {
        if (batch.size() < 2) {
            throw new IllegalArgumentException("a pass with one picture has no negatives");
        }
        NDArray one = batch.get(TwoViews.FIRST);
        NDArray other = batch.get(TwoViews.SECOND);
        try (NDArray query1 = query(one);
                NDArray query2 = query(other);
                NDArray key1 = key.project(one);
                NDArray key2 = key.project(other)) {
            ContrastiveLoss.Contrast both = loss.of(query1, key2).and(loss.of(query2, key1));
            return Loss.of(both.value()).with("accuracy", both.accuracy());
        }
    }

    private NDArray query(NDArray images) {
        try (NDArray projected = query.project(images)) {
            return predictor.forward(projected, true);
        }
    }

    /** Moves the momentum branch. */
    @Override
    public void afterStep(Step step) {
        following.update(momentum.at(step.progress()));
    }

    /** {@code encoder}, {@code projector}, {@code predictor}, and the first two again under {@code momentum}. */
    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> all = new LinkedHashMap<>(query.state());
        all.putAll(Parameters.prefixed("predictor", Parameters.state(predictor)));
        all.putAll(Parameters.prefixed("momentum", key.state()));
        return all;
    }

    @Override
    public double flopsPerExample() {
        double encoder = query.encoder().flopsPerImage();
        if (encoder == 0) {
            return 0;
        }
        Shape token = new Shape(1, query.encoder().width());
        double projection = query.projector().flops(token);
        double prediction = predictor.flops(query.projector().outputShape(token));
        return VIEWS * (FORWARD_AND_BACKWARD * (encoder + projection + prediction) + encoder + projection);
    }
}
