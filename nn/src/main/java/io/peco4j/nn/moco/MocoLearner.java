package io.peco4j.nn.moco;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.PassState;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.BatchStatistics;
import io.peco4j.nn.learn.OneObjectiveLearner;
import io.peco4j.nn.teacher.MomentumSchedule;
import io.peco4j.nn.teacher.MomentumTeacher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * MoCo v3's training of an encoder (Chen, Xie and He 2021): queries of both views against keys of the other view,
 * {@code contrast(q1, k2) + contrast(q2, k1)}.
 *
 * <p>The negatives are the other pictures of the pass, and the heads normalise over it: with {@code micro-batch} a
 * picture meets fewer negatives, and the loss is another one, not only computed in portions.
 *
 * <p>Weight decay spares biases, norms, positions and the class token, as the encoder says of its own; the original
 * code spares nothing. The momentum branch moves after each step, by the momentum of that step; where the original
 * moves it at the start of the next one, which differs in that momentum alone.
 */
public final class MocoLearner extends OneObjectiveLearner {
    private static final String NAME = "moco-v3";
    private static final int VIEWS = 2;

    private final TwoViews views;
    private final ContrastiveLoss loss;
    private final Branch query;
    private final ContrastiveHead predictor;
    private final Branch key;
    private final MomentumTeacher teacher;

    /**
     * The numbers of a training.
     *
     * @param temperature what similarities are divided by, above 0
     * @param momentum share of the momentum branch that the first step keeps, from 0 to 1
     * @param cropScaleMin smallest part of a picture's area that a view shows, above 0, at most 1
     * @param recipe how long, how fast, in which portions
     */
    public record Settings(double temperature, double momentum, double cropScaleMin, Recipe recipe) {}

    /**
     * A training of an encoder and of heads that it makes.
     *
     * @param encoder trained in place; what it says is trained gathers gradients
     * @param context owns the heads and the momentum branch
     * @throws InvalidInputException PECO-140 if a pass would have one picture, which cannot be distinguished from
     *     others
     */
    public static MocoLearner of(
            Settings settings, ContrastiveHeads heads, ContrastedEncoder encoder, NetworkContext context) {
        Negatives.problem(settings.recipe(), NAME).ifPresent(problem -> {
            throw new InvalidInputException(problem);
        });
        Branch query = new Branch(encoder, heads.projector(context, encoder.width()));
        ContrastiveHead predictor = heads.predictor(context);
        Branch key = query.momentum(context, heads);
        return new MocoLearner(
                settings,
                query,
                predictor,
                key,
                MomentumTeacher.of(
                        context.manager(),
                        key.trainable(),
                        query.trainable(),
                        MomentumSchedule.cosine(settings.momentum())));
    }

    private MocoLearner(
            Settings settings, Branch query, ContrastiveHead predictor, Branch key, MomentumTeacher teacher) {
        super(NAME, settings.recipe(), groups(query, predictor));
        this.views = TwoViews.of(query.encoder().imageSize(), settings.cropScaleMin());
        this.loss = new ContrastiveLoss(settings.temperature());
        this.query = query;
        this.predictor = predictor;
        this.key = key;
        this.teacher = teacher;
    }

    private static List<ParameterGroup> groups(Branch query, ContrastiveHead predictor) {
        Map<String, NDArray> heads =
                new LinkedHashMap<>(Parameters.prefixed("projector", Parameters.trainable(query.projector())));
        heads.putAll(Parameters.prefixed("predictor", Parameters.trainable(predictor)));
        Map<String, NDArray> decayed = new LinkedHashMap<>(query.encoder().trainable());
        decayed.keySet().removeAll(query.encoder().withoutWeightDecay());
        decayed.putAll(heads);
        decayed.keySet().removeAll(Parameters.vectors(heads));
        Map<String, NDArray> spared = new LinkedHashMap<>(query.encoder().trainable());
        spared.putAll(heads);
        spared.keySet().removeAll(decayed.keySet());
        return List.of(
                new ParameterGroup("weights", decayed, 1, true),
                new ParameterGroup("no weight decay", spared, 1, false));
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

    /** The running statistics of both branches and of the predictor. */
    @Override
    public PassState passState() {
        return PassState.joined(List.of(query.passState(), BatchStatistics.of(predictor), key.passState()));
    }

    /** Moves the momentum branch. */
    @Override
    public void afterStep(Step step) {
        teacher.follow(step);
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

    /** Both views of the branch that is trained; the other one keeps nothing. */
    @Override
    public double activationBytesPerExample() {
        Shape token = new Shape(1, query.encoder().width());
        return VIEWS
                * (query.encoder().activationBytes()
                        + query.projector().activationBytes(token)
                        + predictor.activationBytes(query.projector().outputShape(token)));
    }
}
