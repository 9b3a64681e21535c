package io.peco4j.backbones.cnn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.model.PerceptualBackbone;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.train.Learner;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.perceptual.PerceptualDistance;
import io.peco4j.nn.vit.Normalisation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ends of chosen stages of a convolutional network. Its weights come from a file, or MoCo v3 trains them on the
 * study's own pictures.
 *
 * <p>Pictures are normalised by ImageNet's mean and deviation, which the weights of torchvision and of MoCo v3 were
 * trained with. As a backbone, norms use their stored statistics.
 */
abstract sealed class StagedBackbone implements PerceptualBackbone permits ResNet50Backbone, Vgg16Backbone {
    private final NetworkContext context;
    private final Function<NetworkContext, StagedNetwork> maker;
    private final StagedNetwork network;
    private final NetworkSource source;
    private final Kernel colours = Normalisation.IMAGENET.kernel();
    private final List<Integer> layers;
    private final int image;
    private @Nullable Learner learner;

    /** @param maker makes the network, and another one for the momentum branch of its training */
    StagedBackbone(
            Function<NetworkContext, StagedNetwork> maker,
            NetworkSource source,
            List<Integer> layers,
            int image,
            NetworkContext context) {
        this.context = context;
        this.maker = maker;
        this.network = maker.apply(context);
        this.source = source;
        this.layers = layers;
        this.image = image;
        network.state().values().forEach(array -> array.setRequiresGradient(false));
        source.fill(network.state());
    }

    @Override
    public final List<NDArray> features(NDArray images) {
        boolean inTraining = learner != null;
        if (inTraining) {
            gradients(false);
        }
        try (NDArray normalised = colours.apply(images)) {
            return Stages.pick(network.stages(normalised, Stages.last(layers), false), layers);
        } finally {
            if (inTraining) {
                gradients(true);
            }
        }
    }

    /** Made when it is first asked for: a backbone that only compares has no use for heads and a second network. */
    @Override
    public final Optional<Learner> learner() {
        if (source.trains() && learner == null) {
            learner = source.training()
                    .of(new PooledNetwork(network, maker, colours, PictureSize.square(image)), context);
            gradients(true);
        }
        return Optional.ofNullable(learner);
    }

    private void gradients(boolean gathered) {
        network.trainable().values().forEach(parameter -> parameter.setRequiresGradient(gathered));
    }

    @Override
    public final Map<String, NDArray> state() {
        return network.state();
    }

    @Override
    public final double flopsPerImage() {
        return network.flops(new Shape(1, 3, image, image), Stages.last(layers));
    }

    @Override
    public final double activationBytes() {
        Shape picture = new Shape(1, 3, image, image);
        return network.activationBytes(picture, Stages.last(layers))
                + PerceptualDistance.activationBytes(network.mapSize(picture, layers));
    }
}
