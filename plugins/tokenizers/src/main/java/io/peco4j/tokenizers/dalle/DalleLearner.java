package io.peco4j.tokenizers.dalle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Affine;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.Tensors;
import io.peco4j.nn.dalle.DalleLoss;
import io.peco4j.nn.dalle.DallePixels;
import io.peco4j.nn.dalle.Relaxation;
import io.peco4j.nn.learn.OneObjectiveLearner;
import io.peco4j.nn.optim.MovingAverage;
import io.peco4j.tokenizers.shared.TrainingView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * DALL-E's training of its dVAE: the tokens are relaxed to mixtures by Gumbel noise at a falling temperature; the loss
 * is the logit-Laplace likelihood of the pixels and the divergence of the tokens' probabilities from uniform ones.
 *
 * <p>Metrics: {@code likelihood}, the negative logarithm per number; {@code divergence} per token, in nats; {@code
 * perplexity}, how many tokens the batch uses evenly; {@code temperature}. The noise is drawn from the engine's
 * generator, which is seeded for each pass.
 */
final class DalleLearner extends OneObjectiveLearner {
    /** The logits, their logarithms as probabilities, and these: what the divergence from uniform ones is made of. */
    private static final double LOGIT_COPIES = 3;

    private final DalleOptions options;
    private final DalleNetworks trained;
    private final DalleNetworks result;
    private final @Nullable MovingAverage following;

    /**
     * A training.
     *
     * @param trained what the optimiser moves
     * @param result what is left behind: {@code trained} itself, or another pair that follows it
     * @param manager of temporaries of the moving average
     */
    DalleLearner(DalleOptions options, DalleNetworks trained, DalleNetworks result, NDManager manager) {
        super("dalle", options.recipe(), groups(trained));
        this.options = options;
        this.trained = trained;
        this.result = result;
        this.following = trained.equals(result) ? null : new MovingAverage(manager, result.state(), trained.state());
    }

    /** Weight decay spares biases. */
    private static List<ParameterGroup> groups(DalleNetworks networks) {
        Map<String, NDArray> kernels = new LinkedHashMap<>();
        Map<String, NDArray> biases = new LinkedHashMap<>();
        networks.state()
                .forEach((name, array) -> (array.getShape().dimension() == 4 ? kernels : biases).put(name, array));
        return List.of(new ParameterGroup("kernels", kernels, 1, true), new ParameterGroup("biases", biases, 1, false));
    }

    @Override
    public Preparation preparation() {
        return TrainingView.of(options.image(), options.cropScaleMin());
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        double temperature = options.temperature().at(step.progress());
        try (NDArray pixels = DallePixels.map(batch.get(Sample.IMAGE));
                NDArray logits = trained.encoder().forward(pixels, true);
                NDArray tokens = Relaxation.of(logits, temperature);
                NDArray statistics = trained.decoder().forward(tokens, true)) {
            NDArray likelihood = DalleLoss.logitLaplace(statistics, pixels);
            NDArray divergence = DalleLoss.divergence(logits);
            NDArray value = likelihood.add(
                    Affine.scaled(divergence, options.divergence().at(step.progress())));
            return Loss.of(value)
                    .with("likelihood", likelihood)
                    .with("divergence", divergence)
                    .with("perplexity", DalleLoss.perplexity(logits))
                    .with("temperature", Tensors.of(batch.manager(), (float) temperature));
        }
    }

    /** Moves the average; its first steps keep less, so that it forgets where the networks started. */
    @Override
    public void afterStep(Step step) {
        if (following != null) {
            double most = (1.0 + step.index()) / (10.0 + step.index());
            following.update(Math.min(options.average(), most));
        }
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> all = new LinkedHashMap<>(result.state());
        if (following != null) {
            all.putAll(Parameters.prefixed("trained", trained.state()));
        }
        return all;
    }

    @Override
    public double flopsPerExample() {
        return FORWARD_AND_BACKWARD * trained.flops(options.image());
    }

    /** Of both halves; the relaxation is the decoder's input, and the divergence keeps logits and logarithms. */
    @Override
    public double activationBytesPerExample() {
        double numbers = LOGIT_COPIES * trained.logits(options.image());
        return trained.activationBytes(options.image()) + Float.BYTES * numbers;
    }
}
