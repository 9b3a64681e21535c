package io.peco4j.nn.vq;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.AttentionBlock;
import io.peco4j.nn.conv.Downsample;
import io.peco4j.nn.conv.GroupNorm;
import io.peco4j.nn.conv.ResidualBlock;
import io.peco4j.nn.conv.Upsample;
import io.peco4j.nn.parity.ParityCase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Outputs and gradients of taming's layers and networks. */
final class TamingNetworksTest {
    @Test
    void groupNorm() {
        try (Tape tape = Tape.float32()) {
            check(tape, "op_group_norm", new GroupNorm(tape.context(), 64), "x", "y", List.of("weight", "bias"));
        }
    }

    @Test
    void residualBlock() {
        try (Tape tape = Tape.float32()) {
            List<String> weights = List.of("nin_shortcut.weight", "norm1.weight", "norm2.bias");
            check(tape, "taming_resnet_block", new ResidualBlock(tape.context(), 32, 64), "x", "y", weights);
        }
    }

    @Test
    void attentionBlock() {
        try (Tape tape = Tape.float32()) {
            List<String> weights = List.of("k.weight", "norm.weight", "q.weight", "v.bias");
            check(tape, "taming_attn_block", new AttentionBlock(tape.context(), 32), "x", "y", weights);
        }
    }

    @Test
    void resampling() {
        try (Tape tape = Tape.float32()) {
            ParityCase numbers = ParityCase.load(tape.manager(), "taming_resample");
            Layer down = new Downsample(tape.context(), 6);
            Layer up = new Upsample(tape.context(), 6);
            numbers.copyInto("down.", Parameters.state(down));
            numbers.copyInto("up.", Parameters.state(up));
            NDArray x = numbers.get("in.x");
            tape.backward(() -> {
                NDArray small = down.forward(x, true);
                NDArray large = up.forward(x, true);
                numbers.check("out.down", small);
                numbers.check("out.up", large);
                return small.mul(numbers.get("in.cotangent.down"))
                        .sum()
                        .add(large.mul(numbers.get("in.cotangent.up")).sum());
            });
            numbers.check("grad.down.conv.weight", Tape.gradient(down, "conv.weight"));
            numbers.check("grad.up.conv.weight", Tape.gradient(up, "conv.weight"));
        }
    }

    @Test
    void encoder() {
        try (Tape tape = Tape.float32()) {
            CnnEncoder encoder = new CnnEncoder(tape.context(), new CnnShape(32, List.of(1, 2), 1, true, 8));
            List<String> weights = List.of(
                    "conv_in.weight",
                    "down.0.downsample.conv.bias",
                    "mid.attn_1.q.bias",
                    "mid.attn_1.v.weight",
                    "norm_out.weight");
            check(tape, "taming_encoder", encoder, "x", "h", weights);
        }
    }

    @Test
    void decoder() {
        try (Tape tape = Tape.float32()) {
            CnnDecoder decoder = new CnnDecoder(tape.context(), new CnnShape(32, List.of(2, 1), 2, true, 8));
            List<String> weights =
                    List.of("conv_in.weight", "conv_out.weight", "mid.attn_1.k.weight", "up.1.upsample.conv.weight");
            check(tape, "taming_decoder", decoder, "z", "x", weights);
        }
    }

    @Test
    void wholeModelWithTheLegacyLoss() {
        try (Tape tape = Tape.float32()) {
            ParityCase numbers = ParityCase.load(tape.manager(), "taming_vqmodel");
            VqModel model = new VqModel(
                    tape.context(),
                    new CnnShape(32, List.of(1, 1), 1, true, 6),
                    new CnnShape(32, List.of(1, 1), 2, true, 6),
                    new GradientVectorQuantizer(tape.context(), 32, 4, 0.25, 1));
            numbers.copyInto("", Parameters.state(model));
            NDArray x = numbers.get("in.x");
            NDArray loss = tape.backward(() -> {
                NDArray z = model.encode(x, true);
                Quantised quantised = model.quantizer().quantise(z, true);
                NDArray reconstructed = model.decode(quantised.codewords(), true);
                numbers.check("out.pre_quant", z);
                numbers.check("out.indices", quantised.tokens().flatten());
                numbers.check("out.quant", quantised.codewords());
                numbers.check("out.diff", quantised.loss());
                numbers.check("out.dec", reconstructed);
                return x.sub(reconstructed).abs().mean().add(quantised.loss());
            });
            numbers.check("out.loss", loss);
            for (String name : List.of(
                    "decoder.conv_out.weight",
                    "encoder.conv_in.bias",
                    "post_quant_conv.bias",
                    "quant_conv.weight",
                    "quantize.embedding.weight")) {
                numbers.check("grad." + name, Tape.gradient(model, name));
            }
        }
    }

    private static void check(Tape tape, String name, Layer layer, String in, String out, List<String> weights) {
        ParityCase numbers = ParityCase.load(tape.manager(), name);
        numbers.copyInto("", Parameters.state(layer));
        NDArray x = numbers.get("in." + in);
        x.setRequiresGradient(true);
        tape.backward(() -> {
            NDArray y = layer.forward(x, true);
            numbers.check("out." + out, y);
            return y.mul(numbers.get("in.cotangent." + out)).sum();
        });
        numbers.check("grad.in." + in, x.getGradient());
        weights.forEach(weight -> numbers.check("grad." + weight, Tape.gradient(layer, weight)));
    }
}
