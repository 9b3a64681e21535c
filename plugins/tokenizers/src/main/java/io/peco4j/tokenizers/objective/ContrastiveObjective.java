package io.peco4j.tokenizers.objective;

import ai.djl.ndarray.NDArray;
import io.peco4j.api.data.Example;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.CodebookNetwork;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.image.ColorJitter;
import io.peco4j.nn.image.Filter;
import io.peco4j.nn.image.GaussianBlur;
import io.peco4j.nn.image.Grayscale;
import io.peco4j.nn.image.HorizontalFlip;
import io.peco4j.nn.image.ImageTransform;
import io.peco4j.nn.image.RandomApply;
import io.peco4j.nn.image.RandomResizedCrop;
import io.peco4j.nn.moco.ContrastiveLoss;
import io.peco4j.nn.teacher.MomentumSchedule;
import io.peco4j.nn.teacher.MomentumTeacher;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The contrastive loss between the mean codeword of a picture and that of another view of it by a momentum encoder,
 * with the batch's other pictures as negatives (He et al. 2020): the explicit constraint "contrastive" of PeCo's table
 * 6, whose exact form the paper does not give.
 *
 * <p>The tokenizer's own view gives the query, with gradient straight through the quantiser; a view with the colours
 * and blur of MoCo v2 gives the key. Both are quantised by the same codebook. The negatives are the other pictures of
 * the pass, so that {@code micro-batch} changes the loss.
 */
public final class ContrastiveObjective implements CodebookObjective {
    private static final String VIEW = "contrastive-view";

    private final Options options;
    private final CodebookNetwork follower;
    private final MomentumTeacher teacher;
    private final ContrastiveLoss loss;
    private final ImageTransform view;

    /** What a study may say about this term. */
    public record Options(
            @Describe("what the term is multiplied with") @Default("1") @Range(min = 0, max = 1e6)
            double weight,

            @Describe("what similarities are divided by before the softmax")
            @Default("0.2")
            @Range(min = 1e-3, max = 10)
            double temperature,

            @Describe("share of the momentum encoder that a step keeps") @Default("0.99") @Range(min = 0, max = 1)
            double momentum,

            @Describe("smallest part of a picture's area that the second view shows")
            @Default("0.2")
            @Range(min = 0.01, max = 1)
            double cropScaleMin) {}

    @Inject
    public ContrastiveObjective(Options options, CodebookNetwork network, NetworkContext context) {
        this.options = options;
        this.follower = network.twin(context);
        this.teacher = MomentumTeacher.of(
                context.manager(),
                follower.encoder(),
                network.encoder(),
                MomentumSchedule.constant(options.momentum()));
        this.loss = new ContrastiveLoss(options.temperature());
        this.view = new RandomResizedCrop(network.imageSize(), options.cropScaleMin(), 1, Filter.BICUBIC)
                .then(new RandomApply(0.8, new ColorJitter(0.4, 0.4, 0.4, 0.1)))
                .then(new RandomApply(0.2, new Grayscale()))
                .then(new RandomApply(0.5, new GaussianBlur(0.1, 2)))
                .then(new HorizontalFlip(0.5));
    }

    @Override
    public double weight() {
        return options.weight();
    }

    @Override
    public int fewestPictures() {
        return 2;
    }

    /** Adds the second view. */
    @Override
    public Sample prepare(Sample row, Example example, RandomGenerator random) {
        return row.with(VIEW, view.apply(example.image(), random));
    }

    /** @throws IllegalArgumentException if the pass has one picture, which cannot be distinguished from others */
    @Override
    public NDArray term(Reconstruction reconstruction, Step step) {
        if (reconstruction.batch().size() < 2) {
            throw new IllegalArgumentException(
                    "a pass of one picture has no others to tell it from; the objective contrastive needs batch,"
                            + " micro-batch and what is left of a batch to be at least 2");
        }
        try (NDArray query = MeanCodeword.of(reconstruction.codewords());
                NDArray codewords = follower.codewords(reconstruction.batch().get(VIEW));
                NDArray key = MeanCodeword.of(codewords)) {
            return loss.of(query, key).value();
        }
    }

    /** Moves the momentum encoder. */
    @Override
    public void afterStep(Step step) {
        teacher.follow(step);
    }

    @Override
    public Map<String, NDArray> state() {
        return Parameters.prefixed("momentum", follower.encoder());
    }

    /** The momentum encoder's forward pass. */
    @Override
    public double flopsPerExample() {
        return follower.codewordFlops();
    }

    /** Nothing to speak of: the momentum encoder has no graph, and the loss sees one vector of each picture. */
    @Override
    public double activationBytesPerExample() {
        return 0;
    }
}
