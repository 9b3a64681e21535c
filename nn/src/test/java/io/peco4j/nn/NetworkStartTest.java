package io.peco4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import io.peco4j.nn.cnn.ResNet;
import io.peco4j.nn.cnn.ResNetShape;
import io.peco4j.nn.cnn.VggFeatures;
import io.peco4j.nn.cnn.VggShape;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.conv.ConvTranspose2d;
import io.peco4j.nn.dalle.DalleEncoder;
import io.peco4j.nn.dalle.DalleShape;
import io.peco4j.nn.gan.DiscriminatorShape;
import io.peco4j.nn.gan.PatchDiscriminator;
import io.peco4j.nn.parity.Gradients;
import io.peco4j.nn.parity.Tape;
import io.peco4j.nn.segmentation.FcnHead;
import io.peco4j.nn.vq.GumbelQuantizer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Weights start from the distributions of the original implementations. */
final class NetworkStartTest {
    /** Fourth moment by the square of the second: 3 for a normal distribution, 1.8 for a uniform one. */
    private static final double NORMAL = 3;

    private static final double UNIFORM = 1.8;

    @Test
    void residualNetworksStartByFanOut() {
        try (Tape tape = Tape.float32()) {
            ResNetShape shape = new ResNetShape(ResNetShape.Unit.BOTTLENECK, List.of(1, 1), List.of(64, 96), 50);
            Block network = new ResNet(tape.context(), shape);
            check(network, "conv1.weight", NORMAL, Math.sqrt(2.0 / (64 * 49)));
            check(network, "layer1.0.conv3.weight", NORMAL, Math.sqrt(2.0 / 256));
            check(network, "layer2.0.conv2.weight", NORMAL, Math.sqrt(2.0 / (96 * 9)));
            check(network, "layer2.0.downsample.0.weight", NORMAL, Math.sqrt(2.0 / 384));
            check(network, "fc.weight", UNIFORM, 1 / Math.sqrt(3.0 * 384));
            // Fifty values only: their bound is sharper than their moments.
            assertThat(bound(network, "fc.bias")).isBetween(0.8 / Math.sqrt(384), 1 / Math.sqrt(384));
            constant(network, "layer1.0.bn3.weight", 1);
            constant(network, "layer1.0.bn3.bias", 0);
            constant(network, "layer1.0.bn3.running_mean", 0);
            constant(network, "layer1.0.bn3.running_var", 1);
        }
    }

    @Test
    void vggStartsByFanOut() {
        try (Tape tape = Tape.float32()) {
            Block network = new VggFeatures(tape.context(), VggShape.vgg16(List.of(32, 48, 64, 64, 64), false));
            check(network, "12.weight", NORMAL, Math.sqrt(2.0 / (64 * 9)));
            constant(network, "12.bias", 0);
        }
    }

    @Test
    void dvaeStartsByFanIn() {
        try (Tape tape = Tape.float32()) {
            Block network = new DalleEncoder(tape.context(), new DalleShape(64, 1, 128, 8));
            check(network, "blocks.input.w", NORMAL, 1 / Math.sqrt(3 * 49));
            check(network, "blocks.group_4.block_1.res_path.conv_2.w", NORMAL, 1 / Math.sqrt(128 * 9));
            constant(network, "blocks.group_4.block_1.res_path.conv_2.b", 0);
        }
    }

    @Test
    void discriminatorsStartSmall() {
        try (Tape tape = Tape.float32()) {
            Block network = new PatchDiscriminator(tape.context(), DiscriminatorShape.standard());
            check(network, "main.5.weight", NORMAL, 0.02);
            NDArray scales = Gradients.named(Parameters.state(network), "main.9.weight");
            assertThat(scales.mean().getFloat()).isCloseTo(1, within(0.004f));
            assertThat(deviation(scales.sub(1))).isCloseTo(0.02, withPercentage(15));
            assertThat(bound(network, "main.0.bias")).isBetween(0.8 / Math.sqrt(48), 1 / Math.sqrt(48));
            constant(network, "main.3.bias", 0);
        }
    }

    @Test
    void headsStartAsMmsegmentationHasThem() {
        try (Tape tape = Tape.float32()) {
            Block head = new FcnHead(tape.context(), 64, 48, 1, 100, 0.1);
            check(head, "conv_seg.weight", NORMAL, 0.01);
            constant(head, "conv_seg.bias", 0);
            check(head, "convs.0.conv.weight", NORMAL, Math.sqrt(2.0 / (48 * 9)));
        }
    }

    @Test
    void pyTorchsDefaultIsUniform() {
        try (Tape tape = Tape.float32()) {
            check(Conv2d.same(tape.context(), 32, 64, 3), "weight", UNIFORM, 1 / Math.sqrt(3.0 * 32 * 9));
            check(
                    new ConvTranspose2d(tape.context(), 32, 64, 2, 2, 0, 0),
                    "weight",
                    UNIFORM,
                    1 / Math.sqrt(3.0 * 64 * 4));
            check(new GumbelQuantizer(tape.context(), 8, 128, 64, 1, 1), "embed.weight", NORMAL, 1);
        }
    }

    private static void check(Block network, String name, double shape, double deviation) {
        NDArray values = Gradients.named(Parameters.state(network), name);
        double error = Math.sqrt(1.0 / values.size());
        assertThat((double) values.mean().getFloat()).as(name).isCloseTo(0, within(4 * error * deviation));
        assertThat(deviation(values)).as(name).isCloseTo(deviation, withPercentage(400 * error));
        double fourth = values.square().square().mean().getFloat() / Math.pow(deviation(values), 4);
        assertThat(fourth).as(name).isCloseTo(shape, within(25 * error));
    }

    private static double deviation(NDArray values) {
        return Math.sqrt(values.square().mean().getFloat());
    }

    private static double bound(Block network, String name) {
        return Gradients.named(Parameters.state(network), name).abs().max().getFloat();
    }

    private static void constant(Block network, String name, float value) {
        assertThat(Gradients.named(Parameters.state(network), name).toFloatArray())
                .as(name)
                .containsOnly(value);
    }
}
