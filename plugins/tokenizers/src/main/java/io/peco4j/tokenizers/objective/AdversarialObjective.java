package io.peco4j.tokenizers.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.CodebookNetwork;
import io.peco4j.api.model.CodebookObjective;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.Objective;
import io.peco4j.api.train.PassState;
import io.peco4j.api.train.Step;
import io.peco4j.nn.Affine;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.BatchStatistics;
import io.peco4j.nn.gan.AdaptiveWeight;
import io.peco4j.nn.gan.DiscriminatorLoss;
import io.peco4j.nn.gan.DiscriminatorShape;
import io.peco4j.nn.gan.GeneratorLoss;
import io.peco4j.nn.gan.PatchDiscriminator;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/**
 * How far reconstructions are from passing for pictures before a patch discriminator, which learns beside (Goodfellow
 * et al. 2014; Isola et al. 2017; Esser et al. 2021). PeCo adds it with a weight of 0.4 in its table 7.
 *
 * <p>Against {@code loss = vanilla} the tokenizer minimises {@code -mean log sigma(f)}, against {@code hinge} {@code
 * -mean f}; f are the discriminator's logits of reconstructions.
 */
public final class AdversarialObjective implements CodebookObjective {
    private final Options options;
    private final CodebookNetwork network;
    private final PatchDiscriminator discriminator;
    private final GeneratorLoss generator;

    /** What a study may say about this term. */
    public record Options(
            @Describe("what the term is multiplied with: PeCo's 0.4; VQGAN's 0.8 goes with generator-weight = adaptive")
            @Default("0.4")
            @Range(min = 0, max = 1e6)
            double weight,

            @Describe("what the discriminator minimises: vanilla as in Goodfellow's GAN, or VQGAN's hinge")
            @Default("vanilla")
            Game loss,

            @Describe(
                    "constant: the weight alone; adaptive: times how much stronger the other distances pull at the decoder's last layer, as in VQGAN")
            @Default("constant")
            GeneratorWeight generatorWeight,

            @Describe("optimiser step, counted from 0, with which discriminator and term begin")
            @Default("0")
            @Range(min = 0, max = 1e12)
            long startStep,

            @Describe("channels of the discriminator's first layer") @Default("64") @Range(min = 1, max = 1024)
            int channels,

            @Describe("layers of the discriminator that halve the resolution") @Default("3") @Range(min = 1, max = 6)
            int layers) {}

    /** What both sides minimise. An enum of its own: options are read before there is an engine for kernels. */
    public enum Game {
        VANILLA,
        HINGE;

        private DiscriminatorLoss discriminator() {
            return this == VANILLA ? DiscriminatorLoss.VANILLA : DiscriminatorLoss.HINGE;
        }

        private GeneratorLoss generator() {
            return this == VANILLA ? GeneratorLoss.NON_SATURATING : GeneratorLoss.MEAN_LOGIT;
        }
    }

    /** Whether the term is balanced against the others. */
    public enum GeneratorWeight {
        CONSTANT,
        ADAPTIVE
    }

    /**
     * A term with a fresh discriminator.
     *
     * @throws InvalidInputException PECO-161 if the pictures are too small for the discriminator
     */
    @Inject
    public AdversarialObjective(Options options, CodebookNetwork network, NetworkContext context) {
        this.options = options;
        this.network = network;
        int smallest = 3 << options.layers();
        if (network.imageSize() < smallest) {
            throw new InvalidInputException(new Problem(
                    "PECO-161",
                    "the discriminator of  adversarial,  layers = " + options.layers() + " sees nothing on pictures of "
                            + network.imageSize() + " pixels",
                    "",
                    "pictures of at least " + smallest + " pixels, or fewer layers"));
        }
        this.discriminator = new PatchDiscriminator(
                context, new DiscriminatorShape(options.channels(), options.layers(), DiscriminatorShape.Norm.BATCH));
        this.generator = options.loss().generator();
    }

    @Override
    public double weight() {
        return options.weight();
    }

    /** 0 until the start step. */
    @Override
    public NDArray term(Reconstruction reconstruction, Step step) {
        NDArray pictures = reconstruction.reconstructed();
        if (step.index() < options.startStep()) {
            return Affine.scaled(pictures.mean(), 0);
        }
        return generator.of(discriminator.forward(symmetric(pictures), true));
    }

    @Override
    public boolean balanced() {
        return options.generatorWeight() == GeneratorWeight.ADAPTIVE;
    }

    @Override
    public NDArray balance(NDArray term, NDArray others) {
        return AdaptiveWeight.of(others, term, network.lastLayer());
    }

    @Override
    public List<Objective> adversaries() {
        return List.of(new Discrimination(network, discriminator, options.loss().discriminator(), options.startStep()));
    }

    /** The running statistics of the discriminator. */
    @Override
    public PassState passState() {
        return BatchStatistics.of(discriminator);
    }

    @Override
    public Map<String, NDArray> state() {
        return Parameters.state(discriminator);
    }

    /**
     * The tokenizer's term: the discriminator forward and backward. The discriminator's own: forward and backward for
     * pictures and for reconstructions, and a forward pass of the tokenizer that makes these.
     */
    @Override
    public double flopsPerExample() {
        double pass = discriminator.flops(new Shape(1, 3, network.imageSize(), network.imageSize()));
        return 3 * pass + 2 * 3 * pass + network.reconstructionFlops();
    }

    /** The discriminator's pass over the reconstruction. */
    @Override
    public double activationBytesPerExample() {
        return discriminator.activationBytes(new Shape(1, 3, network.imageSize(), network.imageSize()));
    }

    /** Pictures in [-1, 1], as the discriminator takes them. */
    static NDArray symmetric(NDArray pictures) {
        return Affine.of(pictures, 2, -1);
    }
}
