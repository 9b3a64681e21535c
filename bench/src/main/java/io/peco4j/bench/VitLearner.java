package io.peco4j.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.data.Preparation;
import io.peco4j.api.data.Sample;
import io.peco4j.api.model.Masking;
import io.peco4j.api.train.Batch;
import io.peco4j.api.train.Clipping;
import io.peco4j.api.train.Loss;
import io.peco4j.api.train.ParameterGroup;
import io.peco4j.api.train.Precision;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.api.train.Step;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.learn.OneObjectiveLearner;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.vit.VitSize;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Trains a vision transformer to say 1 everywhere: the cost of a real forward pass, backward pass and update, with a
 * loss that costs nothing.
 */
final class VitLearner extends OneObjectiveLearner {
    private static final Recipe RECIPE =
            Recipe.adamW(RateSchedule.constant(1e-4)).withEpochs(1).withBatch(8).withClipping(Clipping.global(1));

    private final VisionTransformer network;
    private final int image;

    private VitLearner(VisionTransformer network, int image) {
        super("ones", RECIPE, List.of(new ParameterGroup("all", network.trainable(), 1, true)));
        this.network = network;
        this.image = image;
    }

    /**
     * Makes such learners.
     *
     * @param depth number of blocks, which may differ from the size's own
     */
    static LearnerFactory factory(VitSize size, int depth, int patch) {
        return (image, precision) -> open(size, depth, patch, image, precision);
    }

    private static LearnerFactory.Open open(VitSize size, int depth, int patch, int image, Precision precision) {
        VitConfig config = VitConfig.plain(size, patch, image).withDepth(depth);
        StandaloneContext context =
                new StandaloneContext(NDManager.newBaseManager("PyTorch"), precision, new SplittableRandom(1));
        VitLearner learner = new VitLearner(new VisionTransformer(context, config), image);
        return new LearnerFactory.Open(learner, context.manager()::close);
    }

    @Override
    public Preparation preparation() {
        return new CropAndFlip(image);
    }

    @Override
    public double flopsPerExample() {
        return FORWARD_AND_BACKWARD * network.flops(new Shape(1, 3, image, image));
    }

    @Override
    public double activationBytesPerExample() {
        return network.activationBytes(new Shape(1, 3, image, image));
    }

    @Override
    public Map<String, NDArray> state() {
        return network.state();
    }

    @Override
    public Loss loss(Batch batch, Step step) {
        NDArray error =
                network.encode(batch.get(Sample.IMAGE), Masking.none(), true).sub(1);
        return Loss.of(error.square().mean());
    }
}
