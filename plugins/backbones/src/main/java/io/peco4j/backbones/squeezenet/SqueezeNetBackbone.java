package io.peco4j.backbones.squeezenet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.FromEncoder;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.train.Learner;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.cnn.SqueezeNetFeatures;
import io.peco4j.nn.perceptual.PerceptualDistance;
import io.peco4j.nn.weights.checkpoint.Checkpoint;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The features of SqueezeNet 1.1, frozen, from a file.
 *
 * <p>The weights have torchvision's names (see {@link SqueezeNetFeatures}); a classifier in the file is left out. The
 * default layers are the seven that LPIPS compares (Zhang et al. 2018).
 */
public final class SqueezeNetBackbone implements PerceptualBackbone {
    private final SqueezeNetFeatures network;
    private final List<Integer> layers;
    private final int image;

    /** What a study may say about this backbone. */
    public record Options(
            @Describe("the weights, a .npz, .safetensors or .pth file; a classifier in it is left out")
            Path weights,

            @Describe(
                    "the colours that the weights were trained on: caffe for the Caffe model (BGR, 0 to 255 minus a mean), imagenet for torchvision's (RGB, mean and deviation)")
            @Default("caffe")
            SqueezeNetFeatures.Colours colours,

            @Describe(
                    "layers that are compared, ascending: 1 is the first convolution, 2, 5 and 8 are poolings, the rest fire modules")
            @Default("[1, 4, 7, 9, 10, 11, 12]")
            @Range(min = 1, max = SqueezeNetFeatures.LAYERS)
            List<Integer> layers,

            @Describe("side of the pictures, in pixels")
            @FromEncoder
            @Range(min = SqueezeNetFeatures.SMALLEST, max = 2048)
            int image) {

        /** @throws IllegalArgumentException if the layers are none or not ascending */
        public Options {
            layers = List.copyOf(layers);
            SqueezeNetFeatures.checkLayers(layers);
        }
    }

    /**
     * Reads the weights.
     *
     * @throws InvalidInputException if the file is missing or damaged, or holds other weights
     */
    @Inject
    public SqueezeNetBackbone(Options options, NetworkContext context) {
        this.network = new SqueezeNetFeatures(context, options.colours());
        this.layers = options.layers();
        this.image = options.image();
        Parameters.freeze(network);
        try (Checkpoint checkpoint = Checkpoint.open(options.weights())) {
            checkpoint.loadInto(Parameters.state(network));
        }
    }

    @Override
    public List<NDArray> features(NDArray images) {
        return network.features(images, layers);
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
        return network.flops(new Shape(1, 3, image, image), layers.get(layers.size() - 1));
    }

    @Override
    public double activationBytes() {
        Shape picture = new Shape(1, 3, image, image);
        return network.activationBytes(picture, layers.get(layers.size() - 1))
                + PerceptualDistance.activationBytes(network.mapSize(picture, layers));
    }
}
