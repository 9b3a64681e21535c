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
import io.peco4j.nn.cnn.ResNet;
import io.peco4j.nn.cnn.ResNetShape;
import io.peco4j.nn.conv.BatchStatistics;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The ends of the stages of a ResNet-50 (He et al. 2016): one of the feature networks of PeCo (Dong et al. 2021, the
 * ablation of feature networks), there trained by MoCo v3 without labels.
 */
public final class ResNet50Backbone extends StagedBackbone {

    /** What a study may say about this backbone. */
    @Preset(
            name = "paper",
            description = "the defaults: ResNet-50, trained as in MoCo v3's code for 100 epochs",
            options = "")
    @Preset(name = "small", description = "one accelerator, thousands of pictures", options = ContrastiveTraining.SMALL)
    @Preset(
            name = "tiny",
            description = "two cores, minutes",
            options = "width = 16, blocks = [1, 1, 1, 1], " + ContrastiveTraining.TINY)
    public record Options(
            @Flat NetworkSource source,

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
            int image)
            implements DataCheck {

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
    public ResNet50Backbone(Options options, NetworkContext context) {
        super(maker(options), options.source(), options.layers(), options.image(), context);
    }

    private static Function<NetworkContext, StagedNetwork> maker(Options options) {
        int width = options.width();
        ResNetShape shape = new ResNetShape(
                ResNetShape.Unit.BOTTLENECK, options.blocks(), List.of(width, 2 * width, 4 * width, 8 * width), 0);
        return context -> new Network(new ResNet(context, shape), shape);
    }

    private record Network(ResNet layers, ResNetShape shape) implements StagedNetwork {
        @Override
        public List<NDArray> stages(NDArray pictures, int last, boolean training) {
            List<NDArray> maps = layers.features(pictures, last, training);
            maps.get(0).close();
            return maps.subList(1, maps.size());
        }

        @Override
        public PassState passState() {
            return BatchStatistics.of(layers);
        }

        @Override
        public int depth() {
            return shape.blocks().size();
        }

        @Override
        public int width() {
            return shape.channels(depth() - 1);
        }

        @Override
        public Map<String, NDArray> state() {
            return Parameters.state(layers);
        }

        @Override
        public Map<String, NDArray> trainable() {
            return Parameters.trainable(layers);
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
