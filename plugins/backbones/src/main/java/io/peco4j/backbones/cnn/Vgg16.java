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
import io.peco4j.nn.cnn.VggFeatures;
import io.peco4j.nn.cnn.VggShape;
import io.peco4j.nn.vit.Normalisation;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ends of the stages of VGG-16 (Simonyan and Zisserman 2015), frozen: relu1_2, relu2_2, relu3_3, relu4_3 and relu5_3,
 * the layers that LPIPS (Zhang et al. 2018) and PeCo (Dong et al. 2021) compare.
 *
 * <p>Pictures are normalised by ImageNet's mean and deviation, which torchvision's weights were trained with.
 */
public final class Vgg16 implements PerceptualBackbone {
    /** Side of the smallest picture that has a feature in each stage, in pixels. */
    public static final int SMALLEST = 16;

    private final VggFeatures network;
    private final Kernel colours = Normalisation.IMAGENET.kernel();
    private final List<Integer> layers;
    private final int image;

    /** What a study may say about this backbone. */
    public record Options(
            @Flat FrozenWeights source,

            @Describe("stages whose end, before its pooling, is compared, ascending: 1 is relu1_2, 5 is relu5_3")
            @Default("[1, 2, 3, 4, 5]")
            @Range(min = 1, max = 5)
            List<Integer> layers,

            @Describe("channels of the first stage; the others have 2, 4, 8 and 8 times as many; published: 64")
            @Default("64")
            @Range(min = 1, max = 512)
            int width,

            @Describe("whether a batch norm follows each convolution, as in torchvision's vgg16_bn") @Default("false")
            boolean norm,

            @Describe("side of the pictures, in pixels") @FromEncoder @Range(min = SMALLEST, max = 4096)
            int image) {

        /** @throws IllegalArgumentException if the layers are none or not ascending */
        public Options {
            layers = List.copyOf(layers);
            Stages.check(layers);
        }
    }

    /**
     * Makes the network, and reads its weights where there is a file.
     *
     * @throws InvalidInputException PECO-151 if there is no file and the study does not say that none is meant; PECO-3xx
     *     if the file is missing or damaged, or holds the weights of another network
     */
    @Inject
    public Vgg16(Options options, NetworkContext context) {
        int width = options.width();
        List<Integer> widths = List.of(width, 2 * width, 4 * width, 8 * width, 8 * width);
        this.network = new VggFeatures(context, VggShape.vgg16(widths, options.norm()));
        this.layers = options.layers();
        this.image = options.image();
        Parameters.freeze(network);
        options.source().fill(state(), "vgg16");
    }

    @Override
    public List<NDArray> features(NDArray images) {
        try (NDArray normalised = colours.apply(images)) {
            return Stages.pick(network.stages(normalised, Stages.last(layers), false), layers);
        }
    }

    @Override
    public Optional<Learner> learner() {
        return Optional.empty();
    }

    /** Under torchvision's names: {@code features.N}. */
    @Override
    public Map<String, NDArray> state() {
        return Parameters.prefixed("features", Parameters.state(network));
    }

    @Override
    public double flopsPerImage() {
        return network.flops(new Shape(1, 3, image, image), Stages.last(layers));
    }
}
