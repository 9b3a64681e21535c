package io.peco4j.nn.vit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.model.PictureSize;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.StandaloneContext;
import io.peco4j.nn.dino.DinoHead;
import io.peco4j.nn.mae.MaeDecoder;
import io.peco4j.nn.mae.MaskedAutoencoder;
import io.peco4j.nn.mae.VisiblePatches;
import io.peco4j.nn.moco.ContrastiveHead;
import io.peco4j.nn.parity.Gradients;
import io.peco4j.nn.segmentation.VitPyramid;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.QkvBias;
import io.peco4j.nn.transformer.StackShape;
import io.peco4j.nn.weights.Weights;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What bfloat16 costs: every network's result and gradients are within three percent of float32's, as Frobenius norms
 * of the difference relative to the exact value, and the gradient taken as one vector. Only gradients through ReLU are
 * off by more, within a tenth: where its input is next to nothing, rounding switches a whole path on or off.
 */
final class NetworkPrecisionTest {
    private static final double ALLOWED = 0.03;
    private static final double ALLOWED_THROUGH_RELU = 0.1;
    private static final Shape PICTURES = new Shape(2, 3, 16, 24);

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        GradientMode.turnOff();
        manager.close();
    }

    /** A network and how it is run. */
    record Built(Map<String, NDArray> state, Map<String, NDArray> trainable, UnaryOperator<NDArray> pass) {}

    /** A network by name, what it reads, and how far its gradient may be off. */
    record Network(String name, Shape input, double allowed, Function<StandaloneContext, Built> build) {
        Network(String name, Shape input, Function<StandaloneContext, Built> build) {
            this(name, input, ALLOWED, build);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Network> networks() {
        return Stream.of(
                new Network("masked image model", PICTURES, NetworkPrecisionTest::maskedImageModel),
                new Network("classifier", PICTURES, NetworkPrecisionTest::classifier),
                new Network("distilled classifier", PICTURES, context -> {
                    DistilledClassifier model =
                            new DistilledClassifier(context, trunk(context, true, RelativeBias.NONE), 7);
                    return new Built(model.state(), model.trainable(), x -> model.forward(x, true));
                }),
                new Network("masked autoencoder", PICTURES, NetworkPrecisionTest::autoencoder),
                new Network(
                        "DINO head",
                        new Shape(8, 32),
                        context -> built(new DinoHead(context, new DinoHead.Widths(32, 48, 16, 40), false))),
                new Network(
                        "contrastive head",
                        new Shape(16, 32),
                        ALLOWED_THROUGH_RELU,
                        context -> built(ContrastiveHead.normed(context, 32, 48, 48, 16))),
                new Network(
                        "code encoder",
                        PICTURES,
                        context -> built(new VitCodeEncoder(context, config(false, RelativeBias.NONE), 8))),
                new Network("code decoder", new Shape(2, 8, 4, 6), NetworkPrecisionTest::decoder),
                new Network("feature pyramid", new Shape(2, 32, 4, 6), NetworkPrecisionTest::pyramid));
    }

    private static Built decoder(StandaloneContext context) {
        VitConfig config = config(false, RelativeBias.NONE);
        return built(new VitCodeDecoder(context, config.image(), config.patch(), config.stack(), config.start(), 8));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void bfloat16IsCloseToFloat32(Network network) {
        Built exact = network.build().apply(context(Precision.FLOAT32));
        Built half = network.build().apply(context(Precision.BFLOAT16));
        // Some start so small that their blocks would hardly count.
        JniUtils.setSeed(5);
        exact.trainable()
                .values()
                .forEach(array -> array.addi(normal(array.getShape()).mul(0.1f)));
        Weights.copyInto(half.state(), exact.state());
        NDArray x = normal(network.input());
        NDArray cotangent = normal(exact.pass().apply(x).getShape());
        NDArray expected = run(exact, x, cotangent);
        NDArray gradient = gradient(exact, x);
        NDArray found = run(half, x, cotangent);

        assertThat(Gradients.relativeError(found, expected)).isBetween(1e-6, ALLOWED);
        assertThat(Gradients.relativeError(gradient(half, x), gradient)).isBetween(1e-6, network.allowed());
    }

    private static NDArray run(Built network, NDArray x, NDArray cotangent) {
        x.setRequiresGradient(true);
        return Gradients.backward(() -> network.pass().apply(x), cotangent);
    }

    /** Of all parameters and the input, as one vector. */
    private static NDArray gradient(Built network, NDArray x) {
        NDArray all = Gradients.take(x).flatten();
        for (NDArray parameter : network.trainable().values()) {
            all = all.concat(Gradients.take(parameter).flatten());
        }
        return all;
    }

    private static Built built(Layer layer) {
        return new Built(Parameters.state(layer), Parameters.trainable(layer), x -> layer.forward(x, true));
    }

    private static Built maskedImageModel(StandaloneContext context) {
        MaskedImageModel model =
                new MaskedImageModel(trunk(context, false, RelativeBias.SHARED), new MaskedTokenHead(context, 32, 20));
        float[] mask = new float[2 * 24];
        for (int i = 0; i < mask.length; i += 3) {
            mask[i] = 1;
        }
        NDArray hidden = context.manager().create(mask, new Shape(2, 24));
        return new Built(model.state(), model.trainable(), x -> model.logits(x, hidden, true));
    }

    private static Built classifier(StandaloneContext context) {
        VitClassifier model = new VitClassifier(
                trunk(context, false, RelativeBias.PER_BLOCK), new ClassifierHead(context, Pooling.MEAN, 32, 7));
        return new Built(model.state(), model.trainable(), x -> model.logits(x, true));
    }

    private static Built autoencoder(StandaloneContext context) {
        MaeDecoder.Sizes sizes =
                new MaeDecoder.Sizes(32, new StackShape(BlockShape.plain(16, 2), 1, 0), 4, 6, 3 * 4 * 4);
        MaskedAutoencoder model =
                new MaskedAutoencoder(trunk(context, false, RelativeBias.NONE), new MaeDecoder(context, sizes));
        SplittableRandom random = new SplittableRandom(2);
        float[] noise = new float[2 * 24];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextDouble();
        }
        VisiblePatches masking = VisiblePatches.drawn(context.manager().create(noise, new Shape(2, 24)), 0.75);
        return new Built(model.state(), model.trainable(), x -> model.predict(x, masking, true));
    }

    /** The two enlarged maps, as one vector. */
    private static Built pyramid(StandaloneContext context) {
        VitPyramid pyramid = new VitPyramid(context, 32);
        UnaryOperator<NDArray> pass = x -> {
            List<NDArray> maps = pyramid.forward(List.of(x, x, x, x), true);
            return maps.get(0).flatten().concat(maps.get(1).flatten());
        };
        return new Built(Parameters.state(pyramid), Parameters.trainable(pyramid), pass);
    }

    private static VisionTransformer trunk(StandaloneContext context, boolean distilled, RelativeBias relative) {
        return new VisionTransformer(context, config(distilled, relative));
    }

    private static VitConfig config(boolean distilled, RelativeBias relative) {
        BlockShape block = relative == RelativeBias.NONE
                ? BlockShape.plain(32, 4)
                : new BlockShape(32, 4, 8, 128, QkvBias.QUERY_VALUE, 0.5);
        return new VitConfig(
                new PictureSize(16, 24),
                4,
                new StackShape(block, 2, 0),
                distilled,
                relative == RelativeBias.NONE ? Positions.LEARNED : Positions.NONE,
                relative,
                Start.MAE,
                false,
                Normalisation.NONE);
    }

    private StandaloneContext context(Precision precision) {
        return new StandaloneContext(manager, precision, new SplittableRandom(1));
    }

    private NDArray normal(Shape shape) {
        return manager.randomNormal(0, 1, shape, DataType.FLOAT32);
    }
}
