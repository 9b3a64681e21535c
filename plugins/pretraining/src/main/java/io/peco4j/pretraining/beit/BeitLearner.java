package io.peco4j.pretraining.beit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.Tokenizer;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Learner;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.vit.LayerDecay;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains an encoder to name the visual tokens of hidden patches: minus the mean log probability of the tokens at hidden
 * positions, over all hidden patches of a pass (Bao et al. 2021, equation 1; Dong et al. 2021, section 3).
 *
 * <p>Metric: {@code accuracy}, the share of hidden patches whose likeliest token is the right one.
 */
final class BeitLearner implements Learner, Objective {
    private static final int FORWARD_AND_BACKWARD = 3;

    private final BeitOptions options;
    private final VisionEncoder encoder;
    private final Tokenizer tokenizer;
    private final MaskedTokenHead head;
    private final BlockwiseMask mask;
    private final List<ParameterGroup> groups;

    BeitLearner(BeitOptions options, VisionEncoder encoder, Tokenizer tokenizer, MaskedTokenHead head) {
        this.options = options;
        this.encoder = encoder;
        this.tokenizer = tokenizer;
        this.head = head;
        this.mask = BlockwiseMask.of(encoder.grid(), options.mask());
        Map<String, NDArray> trainable = new LinkedHashMap<>(encoder.trainable());
        trainable.putAll(Parameters.trainable(head));
        this.groups = new LayerDecay(encoder, 1).groups(trainable);
    }

    /** Logits (M, K) of the M hidden patches; {@code hidden} is float32 (B, N). */
    NDArray logits(NDArray images, NDArray hidden, boolean training) {
        Masking masking = new Masking.Replace(hidden, head.maskToken());
        try (NDArray tokens = encoder.encode(images, masking, training);
                NDArray rows = HiddenRows.ofTokens(tokens, hidden)) {
            return head.forward(rows, training);
        }
    }

    /** The tokenizer's tokens (M) of the M hidden patches, without a graph. */
    private NDArray targets(NDArray pictures, NDArray hidden) {
        boolean recording = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try (NDArray tokens = tokenizer.tokenize(pictures)) {
            return HiddenRows.ofLabels(tokens, hidden);
        } finally {
            JniUtils.setGradMode(recording);
        }
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        NDArray hidden = batch.get(BeitView.MASK);
        NDArray targets = targets(batch.get(twoViews() ? BeitView.TARGET : BeitView.IMAGE), hidden);
        NDArray logits = logits(batch.get(BeitView.IMAGE), hidden, true);
        return Loss.of(Losses.crossEntropy(logits, targets))
                .with("accuracy", Losses.hits(logits, targets).div(targets.size()));
    }

    @Override
    public String name() {
        return "beit";
    }

    @Override
    public List<Objective> objectives() {
        return List.of(this);
    }

    /** The encoder's and the head's parameters; the tokenizer stays as it is. */
    @Override
    public List<ParameterGroup> groups() {
        return groups;
    }

    @Override
    public Preparation preparation() {
        return BeitView.of(options, encoder.imageSize(), targetSize(), mask);
    }

    @Override
    public Recipe recipe() {
        return options.recipe();
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>(encoder.state());
        state.putAll(Parameters.state(head));
        return state;
    }

    /** Unknown where the encoder's or the tokenizer's are: a part would pass for the whole. */
    @Override
    public double flopsPerExample() {
        double forward = encoder.flopsPerImage();
        double frozen = tokenizer.flopsPerImage();
        if (forward == 0 || frozen == 0) {
            return 0;
        }
        double scale = (double) targetSize() / tokenizer.imageSize();
        return FORWARD_AND_BACKWARD * (forward + head.flops(new Shape(mask.count(), encoder.width())))
                + frozen * scale * scale;
    }

    /** Side of the pictures that the tokenizer gives one token per patch of, in pixels. */
    private int targetSize() {
        return encoder.grid() * tokenizer.downsampling();
    }

    private boolean twoViews() {
        return targetSize() != encoder.imageSize();
    }
}
