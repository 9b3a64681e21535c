package io.peco4j.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.api.train.Precision;
import io.peco4j.nn.cnn.ResNet;
import io.peco4j.nn.cnn.ResNetShape;
import io.peco4j.nn.cnn.VggFeatures;
import io.peco4j.nn.cnn.VggShape;
import io.peco4j.nn.conv.ConvTranspose2d;
import io.peco4j.nn.dalle.DalleDecoder;
import io.peco4j.nn.dalle.DalleEncoder;
import io.peco4j.nn.dalle.DalleShape;
import io.peco4j.nn.gan.DiscriminatorShape;
import io.peco4j.nn.gan.PatchDiscriminator;
import io.peco4j.nn.parity.Tape;
import io.peco4j.nn.perceptual.Lpips;
import io.peco4j.nn.segmentation.FcnHead;
import io.peco4j.nn.segmentation.UperHead;
import io.peco4j.nn.segmentation.UperHeadShape;
import io.peco4j.nn.vq.CnnDecoder;
import io.peco4j.nn.vq.CnnEncoder;
import io.peco4j.nn.vq.CnnShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** With bfloat16 inside, results and gradients of convolutional networks stay float32 and near those of float32. */
final class NetworkPrecisionTest {
    /** Relative error of outputs. */
    private static final double OUTPUT = 0.03;

    /** Relative error of gradients, all of them as one vector. */
    private static final double GRADIENT = 0.05;

    /**
     * The same through batch statistics: the mean square of a norm's result hardly depends on what comes before it, so
     * what is left of a gradient is small beside what is rounded.
     */
    private static final double BATCH = 0.3;

    private static final Shape PICTURES = new Shape(4, 3, 64, 64);
    private static final Shape[] PYRAMID = {new Shape(4, 16, 16, 16), new Shape(4, 24, 8, 8), new Shape(4, 32, 6, 6)};

    /** Three stages: batch statistics of the few values that a fourth would leave magnify any rounding. */
    private static final List<Integer> WIDTHS = List.of(16, 24, 32);

    static Stream<Arguments> networks() {
        return Stream.of(
                row("basic ResNet", context -> resNet(context, ResNetShape.Unit.BASIC)),
                row("ResNet", context -> resNet(context, ResNetShape.Unit.BOTTLENECK)),
                row("VGG", context -> vgg(context, false)),
                row("VGG with norms", context -> vgg(context, true)),
                row("LPIPS", NetworkPrecisionTest::lpips, PICTURES, PICTURES),
                row("dVAE encoder", context -> new DalleEncoder(context, new DalleShape(16, 1, 32, 8))),
                row("dVAE decoder", NetworkPrecisionTest::decoder, new Shape(2, 32, 4, 4)),
                row("transposed", NetworkPrecisionTest::transposed, new Shape(2, 32, 4, 4)),
                row("VQGAN encoder", context -> new CnnEncoder(context, cnn())),
                row("VQGAN decoder", NetworkPrecisionTest::cnnDecoder, new Shape(2, 32, 8, 8)),
                row("discriminator", context -> discriminator(context, DiscriminatorShape.Norm.BATCH)),
                row("with ActNorm", context -> discriminator(context, DiscriminatorShape.Norm.ACTIVATION)),
                row("FCN head", NetworkPrecisionTest::fcn, new Shape(2, 32, 8, 8)),
                row("UPerNet head", NetworkPrecisionTest::uper, PYRAMID));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void isNearFloat32(String name, Function<NetworkContext, ParameterBlock> make, List<Shape> in) {
        for (boolean training : new boolean[] {false, true}) {
            try (Tape exact = Tape.float32();
                    Tape rounded = Tape.of(Precision.BFLOAT16)) {
                ParameterBlock wanted = make.apply(exact.context());
                ParameterBlock network = make.apply(rounded.context());
                List<NDArray> x =
                        in.stream().map(shape -> exact.leaf(shape.getShape())).toList();
                List<NDArray> copies =
                        x.stream().map(array -> copy(rounded, array)).toList();
                NDArray y = backward(exact, wanted, x, training);
                NDArray z = backward(rounded, network, copies, training);
                assertThat(z.getDataType()).isEqualTo(DataType.FLOAT32);
                assertThat(z.getShape()).isEqualTo(y.getShape()).isEqualTo(outputShape(network, in));
                // Not equal either: bfloat16 is really in there.
                assertThat(distance(List.of(y), List.of(z))).as(name).isBetween(1e-6, OUTPUT);
                assertThat(distance(gradients(wanted, x), gradients(network, copies)))
                        .as(name)
                        .isBetween(1e-6, training && normalises(network) ? BATCH : GRADIENT);
            }
        }
    }

    private static Arguments row(String name, Function<NetworkContext, ParameterBlock> make, Shape... in) {
        return Arguments.of(name, make, in.length == 0 ? List.of(PICTURES) : List.of(in));
    }

    /** From the mean square of the result, which comes back. */
    private static NDArray backward(Tape tape, ParameterBlock network, List<NDArray> x, boolean training) {
        NDArray[] result = new NDArray[1];
        tape.backward(() -> {
            result[0] = forward(network, x, training);
            return result[0].square().mean();
        });
        return result[0];
    }

    private static boolean normalises(Block network) {
        return Parameters.state(network).keySet().stream().anyMatch(name -> name.endsWith("running_var"));
    }

    private static NDArray forward(ParameterBlock network, List<NDArray> x, boolean training) {
        return network instanceof Layer layer
                ? layer.forward(x.get(0), training)
                : ((JoinLayer) network).forward(x, training);
    }

    private static Shape outputShape(Block network, List<Shape> in) {
        return network.getOutputShapes(in.toArray(Shape[]::new))[0];
    }

    /** Those of the inputs and of all weights; a bias before a norm has none but rounding. */
    private static List<NDArray> gradients(Block network, List<NDArray> inputs) {
        List<NDArray> found = new ArrayList<>();
        inputs.forEach(input -> found.add(input.getGradient()));
        for (Map.Entry<String, NDArray> entry : Parameters.trainable(network).entrySet()) {
            assertThat(entry.getValue().getGradient().getDataType()).isEqualTo(DataType.FLOAT32);
            found.add(entry.getValue().getGradient());
        }
        return found;
    }

    /** Of all tensors as one vector. */
    private static double distance(List<NDArray> wanted, List<NDArray> found) {
        double difference = 0;
        double length = 0;
        for (int i = 0; i < wanted.size(); i++) {
            NDArray other = wanted.get(i)
                    .getManager()
                    .create(found.get(i).toFloatArray(), wanted.get(i).getShape());
            difference += wanted.get(i).sub(other).square().sum().getFloat();
            length += wanted.get(i).square().sum().getFloat();
        }
        return Math.sqrt(difference / length);
    }

    private static NDArray copy(Tape tape, NDArray array) {
        NDArray copy = tape.manager().create(array.toFloatArray(), array.getShape());
        copy.setRequiresGradient(true);
        return copy;
    }

    private static ParameterBlock resNet(NetworkContext context, ResNetShape.Unit unit) {
        return new ResNet(context, new ResNetShape(unit, List.of(1, 1, 1), WIDTHS, 8));
    }

    private static ParameterBlock vgg(NetworkContext context, boolean norm) {
        return new VggFeatures(context, new VggShape(WIDTHS, List.of(2, 2, 3), norm));
    }

    private static CnnShape cnn() {
        return new CnnShape(32, List.of(1, 2), 1, true, 32);
    }

    private static ParameterBlock cnnDecoder(NetworkContext context) {
        return new CnnDecoder(context, cnn());
    }

    private static ParameterBlock decoder(NetworkContext context) {
        return new DalleDecoder(context, new DalleShape(16, 1, 32, 8));
    }

    private static ParameterBlock transposed(NetworkContext context) {
        return new ConvTranspose2d(context, 32, 24, 3, 2, 1, 1);
    }

    private static ParameterBlock discriminator(NetworkContext context, DiscriminatorShape.Norm norm) {
        return new PatchDiscriminator(context, new DiscriminatorShape(16, 2, norm));
    }

    private static ParameterBlock lpips(NetworkContext context) {
        return new Lpips(context, VggShape.vgg16(List.of(16, 24, 32, 40, 40), false));
    }

    private static ParameterBlock fcn(NetworkContext context) {
        return new FcnHead(context, 32, 24, 2, 5, 0);
    }

    private static ParameterBlock uper(NetworkContext context) {
        return new UperHead(context, new UperHeadShape(List.of(16, 24, 32), 24, 5, List.of(1, 2, 3), 0));
    }
}
