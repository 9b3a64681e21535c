package io.peco4j.nn.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.dalle.DalleDecoder;
import io.peco4j.nn.dalle.DalleEncoder;
import io.peco4j.nn.dalle.DalleShape;
import io.peco4j.nn.gan.DiscriminatorShape;
import io.peco4j.nn.gan.PatchDiscriminator;
import io.peco4j.nn.parity.Gradients;
import io.peco4j.nn.parity.Tape;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameters, multiply-adds and result shapes of published networks. */
final class PublishedSizesTest {
    static Stream<Arguments> networks() {
        Shape picture = new Shape(1, 3, 224, 224);
        Function<NetworkContext, Layer> resNet = context -> new ResNet(context, ResNetShape.resNet50(1000));
        Function<NetworkContext, Layer> vgg = context -> new VggFeatures(context, VggShape.vgg16(false));
        Function<NetworkContext, Layer> patches =
                context -> new PatchDiscriminator(context, DiscriminatorShape.standard());
        Function<NetworkContext, Layer> encoder = context -> new DalleEncoder(context, DalleShape.published());
        Function<NetworkContext, Layer> decoder = context -> new DalleDecoder(context, DalleShape.published());
        return Stream.of(
                Arguments.of(resNet, picture, new Shape(1, 1000), 25_557_032L, 4.09),
                Arguments.of(vgg, picture, new Shape(1, 512, 7, 7), 14_714_688L, 15.35),
                Arguments.of(patches, picture, new Shape(1, 1, 26, 26), 2_765_633L, 2.4),
                Arguments.of(encoder, new Shape(1, 3, 112, 112), new Shape(1, 8192, 14, 14), 53_786_240L, 26.1),
                Arguments.of(decoder, new Shape(1, 8192, 14, 14), new Shape(1, 6, 112, 112), 43_829_766L, 29.5));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void areAsPublished(Function<NetworkContext, Layer> make, Shape in, Shape out, long parameters, double gmac) {
        try (Tape tape = Tape.float32()) {
            Layer network = make.apply(tape.context());
            assertThat(network.outputShape(in)).isEqualTo(out);
            assertThat(Parameters.trainable(network).values().stream()
                            .mapToLong(NDArray::size)
                            .sum())
                    .isEqualTo(parameters);
            assertThat(network.flops(in) / 2e9).isCloseTo(gmac, within(0.06));
        }
    }

    @Test
    void aResNetIsItsStagesAndItsClassifier() {
        try (Tape tape = Tape.float32()) {
            List<Integer> widths = List.of(8, 12);
            ResNet network =
                    new ResNet(tape.context(), new ResNetShape(ResNetShape.Unit.BASIC, List.of(2, 1), widths, 3));
            NDArray x = tape.leaf(2, 3, 33, 40);
            List<NDArray> maps = network.features(x, false);
            NDArray logits = network.forward(x, false);
            assertThat(logits).isEqualTo(network.logits(maps.get(2), false));
            assertThat(logits.getShape()).isEqualTo(network.outputShape(x.getShape()));
            ResNet bare = new ResNet(tape.context(), new ResNetShape(ResNetShape.Unit.BASIC, List.of(2, 1), widths, 0));
            assertThat(Parameters.state(bare)).doesNotContainKey("fc.weight").containsKey("layer2.0.downsample.1.bias");
            NDArray last = bare.forward(x, false);
            assertThat(last.getShape()).isEqualTo(maps.get(2).getShape()).isEqualTo(bare.outputShape(x.getShape()));
        }
    }

    @Test
    void aVggDropsUnitsOfItsClassifierInTrainingOnly() {
        try (Tape tape = Tape.float32()) {
            Vgg network = new Vgg(tape.context(), new VggShape(List.of(8), List.of(1), false), 16, 5);
            NDArray x = tape.leaf(2, 3, 20, 30);
            NDArray logits = network.forward(x, false);
            assertThat(logits.getShape())
                    .isEqualTo(network.outputShape(x.getShape()))
                    .isEqualTo(new Shape(2, 5));
            assertThat(network.forward(x, false)).isEqualTo(logits);
            assertThat(network.forward(x, true)).isNotEqualTo(logits);
            assertThat(Parameters.state(network)).containsKeys("features.0.weight", "classifier.6.bias");
            double maps = 16.0 * (8 * 49 + 16 + 5);
            assertThat(network.flops(x.getShape())).isEqualTo(network.features().flops(x.getShape()) + 2 * 2 * maps);
        }
    }

    /** A one-hot volume and its tokens mean the same picture. */
    @Test
    void tokensAreOneHotVolumes() {
        try (Tape tape = Tape.float32()) {
            DalleDecoder decoder = new DalleDecoder(tape.context(), new DalleShape(8, 1, 6, 5));
            NDArray tokens = tape.manager().create(new long[] {0, 5, 3, 1}, new Shape(1, 2, 2));
            NDArray volume = tokens.oneHot(6).transpose(0, 3, 1, 2).toType(DataType.FLOAT32, true);
            assertThat(Gradients.relativeError(decoder.decode(tokens), decoder.forward(volume, false)))
                    .isLessThan(1e-6);
        }
    }
}
