package io.peco4j.backbones.cnn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.DataCheck;
import io.peco4j.api.data.Dataset;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.options.Default;
import io.peco4j.api.options.Describe;
import io.peco4j.api.options.Flat;
import io.peco4j.api.options.FromEncoder;
import io.peco4j.api.options.Preset;
import io.peco4j.api.options.Range;
import io.peco4j.api.problem.InvalidInputException;
import io.peco4j.api.problem.Problem;
import io.peco4j.api.train.PassState;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.cnn.VggFeatures;
import io.peco4j.nn.cnn.VggShape;
import io.peco4j.nn.conv.BatchStatistics;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The ends of the stages of VGG-16 (Simonyan and Zisserman 2015): relu1_2, relu2_2, relu3_3, relu4_3 and relu5_3, the
 * layers that LPIPS (Zhang et al. 2018) and PeCo (Dong et al. 2021) compare.
 *
 * <p>Nobody published a recipe of MoCo v3 for it; the defaults are those of a ResNet, and {@code norm} makes them
 * apply.
 */
public final class Vgg16Backbone extends StagedBackbone {
    /** Side of the smallest picture that has a feature in each stage, in pixels. */
    public static final int SMALLEST = 16;

    /** What a study may say about this backbone. */
    @Preset(
            name = "paper",
            description = "the defaults: VGG-16, trained as MoCo v3's code trains a ResNet for 100 epochs",
            options = "")
    @Preset(
            name = "small",
            description = "one accelerator, thousands of pictures",
            options = "norm = true, " + ContrastiveTraining.SMALL)
    @Preset(
            name = "tiny",
            description = "two cores, minutes",
            options = "width = 8, norm = true, " + ContrastiveTraining.TINY)
    public record Options(
            @Flat NetworkSource source,

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
            int image)
            implements DataCheck {

        /** @throws IllegalArgumentException if the layers are none or not ascending */
        public Options {
            layers = List.copyOf(layers);
            Stages.check(layers);
        }

        /** PECO-140 if the data leave a pass of its training with one picture. */
        @Override
        public List<Problem> problems(Dataset data) {
            return source.problems(data);
        }
    }

    /**
     * Makes the network, and reads its weights where there is a file.
     *
     * @throws InvalidInputException PECO-3xx if the file is missing or damaged, or holds the weights of another network
     */
    @Inject
    public Vgg16Backbone(Options options, NetworkContext context) {
        super(maker(options), options.source(), options.layers(), options.image(), context);
    }

    private static Function<NetworkContext, StagedNetwork> maker(Options options) {
        int width = options.width();
        VggShape shape = VggShape.vgg16(List.of(width, 2 * width, 4 * width, 8 * width, 8 * width), options.norm());
        return context -> new Network(new VggFeatures(context, shape), shape);
    }

    /** Its tensors have torchvision's names, {@code features.N}. */
    private record Network(VggFeatures layers, VggShape shape) implements StagedNetwork {
        private static final String PREFIX = "features";

        @Override
        public List<NDArray> stages(NDArray pictures, int last, boolean training) {
            return layers.stages(pictures, last, training);
        }

        @Override
        public PassState passState() {
            return BatchStatistics.of(layers);
        }

        @Override
        public int depth() {
            return shape.widths().size();
        }

        @Override
        public int width() {
            return shape.widths().get(depth() - 1);
        }

        @Override
        public Map<String, NDArray> state() {
            return Parameters.prefixed(PREFIX, Parameters.state(layers));
        }

        @Override
        public Map<String, NDArray> trainable() {
            return Parameters.prefixed(PREFIX, Parameters.trainable(layers));
        }

        @Override
        public double flops(Shape pictures, int last) {
            return layers.flops(pictures, last);
        }

        @Override
        public double activationBytes(Shape pictures, int last) {
            return layers.activationBytes(pictures, last);
        }

        @Override
        public long mapSize(Shape pictures, List<Integer> chosen) {
            return layers.mapSize(pictures, chosen);
        }
    }
}
