package io.peco4j.backbones.cnn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.FromEncoder;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.train.Learner;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.cnn.ResNet;
import io.peco4j.nn.cnn.ResNetShape;
import io.peco4j.nn.vit.Normalisation;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ends of the stages of a ResNet-50 (He et al. 2016), frozen: one of the feature networks of PeCo (Dong et al. 2021,
 * the ablation of feature networks), there trained by MoCo v3 without labels.
 *
 * <p>Pictures are normalised by ImageNet's mean and deviation, which the weights of torchvision and of MoCo v3 were
 * trained with. Norms use their stored statistics.
 */
public final class ResNet50 implements PerceptualBackbone {
    private final ResNet network;
    private final Kernel colours = Normalisation.IMAGENET.kernel();
    private final List<Integer> layers;
    private final int image;

    /** What a study may say about this backbone. */
    public record Options(
            @Flat FrozenWeights source,

            @Describe(
                    "stages whose end is compared, ascending; 1 has a quarter of the picture's size, 4 a thirty-second")
            @Default("[1, 2, 3, 4]")
            @Range(min = 1, max = 4)
            List<Integer> layers,

            @Describe("bottleneck blocks of each of the four stages; published: 3, 4, 6, 3")
            @Default("[3, 4, 6, 3]")
            @Range(min = 1, max = 64)
            List<Integer> blocks,

            @Describe("inner channels of the first stage, doubled from stage to stage; published: 64")
            @Default("64")
            @Range(min = 1, max = 512)
            int width,

            @Describe("side of the pictures, in pixels") @FromEncoder @Range(min = 1, max = 4096)
            int image) {

        /** @throws IllegalArgumentException if the layers are none or not ascending, or there are not four stages */
        public Options {
            layers = List.copyOf(layers);
            blocks = List.copyOf(blocks);
            Stages.check(layers);
            if (blocks.size() != 4) {
                throw new IllegalArgumentException(
                        "blocks = " + blocks + " has " + blocks.size() + " stages; a ResNet of this kind has 4");
            }
        }
    }

    /**
     * Makes the network, and reads its weights where there is a file.
     *
     * @throws InvalidInputException PECO-151 if there is no file and the study does not say that none is meant; PECO-3xx
     *     if the file is missing or damaged, or holds the weights of another network
     */
    @Inject
    public ResNet50(Options options, NetworkContext context) {
        int width = options.width();
        this.network = new ResNet(
                context,
                new ResNetShape(
                        ResNetShape.Unit.BOTTLENECK,
                        options.blocks(),
                        List.of(width, 2 * width, 4 * width, 8 * width),
                        0));
        this.layers = options.layers();
        this.image = options.image();
        Parameters.freeze(network);
        options.source().fill(state(), "resnet50");
    }

    @Override
    public List<NDArray> features(NDArray images) {
        try (NDArray normalised = colours.apply(images)) {
            List<NDArray> maps = network.features(normalised, Stages.last(layers), false);
            maps.get(0).close();
            return Stages.pick(maps.subList(1, maps.size()), layers);
        }
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.empty();
    }

    @Override
    public Map<String, NDArray> state() {
        return Parameters.state(network);
    }

    @Override
    public double flopsPerImage() {
        return network.flops(new Shape(1, 3, image, image), Stages.last(layers));
    }
}
