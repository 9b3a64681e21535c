package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.AttentionBlock;
import io.peco4j.nn.conv.Downsample;
import io.peco4j.nn.conv.GroupNorm;
import io.peco4j.nn.conv.NearestUpsample;
import io.peco4j.nn.conv.Pool2d;
import io.peco4j.nn.conv.ResidualBlock;
import io.peco4j.nn.conv.Upsample;
import io.peco4j.nn.vq.CnnDecoder;
import io.peco4j.nn.vq.CnnEncoder;
import io.peco4j.nn.vq.CnnShape;
import io.peco4j.nn.vq.GradientVectorQuantizer;
import io.peco4j.nn.vq.Quantised;
import io.peco4j.nn.vq.VqModel;
import io.peco4j.nn.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** VQGAN's layers and networks. */
final class TamingRuns {
    private static final String REPOSITORY = "CompVis/taming-transformers";
    private static final String LAYERS = "taming/modules/diffusionmodules/model.py: ";

    private TamingRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                kind(LAYERS + "ResnetBlock"), TamingRuns::residualBlock,
                kind(LAYERS + "AttnBlock"), TamingRuns::attentionBlock,
                kind(LAYERS + "Downsample, Upsample"), TamingRuns::resampling,
                kind(LAYERS + "Encoder"), TamingRuns::encoder,
                kind(LAYERS + "Decoder"), TamingRuns::decoder,
                kind(LAYERS + "Encoder, Decoder"), TamingRuns::published,
                kind("taming/models/vqgan.py: VQModel"), TamingRuns::model);
    }

    private static Kind kind(String symbol) {
        return new Kind(REPOSITORY, symbol);
    }

    private static void residualBlock(ParityCase reference) {
        Arguments arguments = reference.arguments();
        int in = arguments.integer("cin");
        single(reference, new ResidualBlock(reference.context(), in, arguments.integer("cout")), "x", "y");
    }

    private static void attentionBlock(ParityCase reference) {
        int channels = reference.arguments().integer("channels");
        single(reference, new AttentionBlock(reference.context(), channels), "x", "y");
    }

    private static void resampling(ParityCase reference) {
        int channels = reference.arguments().integer("channels");
        Downsample down = reference.loaded("down.", new Downsample(reference.context(), channels));
        Upsample up = reference.loaded("up.", new Upsample(reference.context(), channels));
        Pool2d pool = Pool2d.average(2, 2, 0);
        NDArray x = reference.differentiable("in.x");
        Map<String, NDArray> live = new LinkedHashMap<>(Parameters.prefixed("down", Parameters.trainable(down)));
        live.putAll(Parameters.prefixed("up", Parameters.trainable(up)));
        reference.differentiate(
                live,
                () -> Map.of(
                        "down", down.forward(x, false),
                        "up", up.forward(x, false),
                        "down_pool", pool.forward(x, false),
                        "up_plain", new NearestUpsample().forward(x, false)));
    }

    private static void encoder(ParityCase reference) {
        single(reference, new CnnEncoder(reference.context(), shape(reference)), "x", "h");
    }

    private static void decoder(ParityCase reference) {
        CnnShape shape = shape(reference);
        single(reference, new CnnDecoder(reference.context(), shape.withBlocks(shape.blocks() + 1)), "z", "x");
    }

    private static void model(ParityCase reference) {
        Arguments arguments = reference.arguments();
        CnnShape shape = shape(reference);
        double beta = arguments.has("beta")
                ? arguments.number("beta")
                : reference.notes().number("beta=(\\d+(?:\\.\\d+)?)");
        VqModel model = new VqModel(
                reference.context(),
                shape,
                shape.withBlocks(shape.blocks() + 1),
                // The reference multiplies the codebook's term with beta, not the commitment's.
                new GradientVectorQuantizer(
                        reference.context(), arguments.integer("n_embed"), arguments.integer("embed_dim"), beta, 1));
        reference.load(Parameters.state(model), "vqgan");
        NDArray x = reference.differentiable("in.x");
        reference.differentiate(Parameters.trainable(model), () -> {
            NDArray z = model.encode(x, true);
            Quantised quantised = model.quantizer().quantise(z, true);
            NDArray decoded = model.decode(quantised.codewords(), true);
            return Map.of(
                    "pre_quant", z,
                    "indices", quantised.tokens().flatten(),
                    "quant", quantised.codewords(),
                    "diff", quantised.loss(),
                    "dec", decoded,
                    "loss", x.sub(decoded).abs().mean().add(quantised.loss()));
        });
    }

    /** What configs/imagenet_vqgan.yaml says of the network shows in the stored shapes. */
    private static void published(ParityCase reference) {
        Arguments arguments = reference.arguments();
        CnnShape shape = storedShape(reference, arguments.integer("z_channels"));
        CnnEncoder encoder = new CnnEncoder(reference.context(), shape);
        CnnDecoder decoder =
                new CnnDecoder(reference.context(), shape.withBlocks(count(reference, "decoder.up.0.block.")));
        Map<String, NDArray> live = new LinkedHashMap<>(Parameters.prefixed("encoder", Parameters.state(encoder)));
        live.putAll(Parameters.prefixed("decoder", Parameters.state(decoder)));
        FullSize.checkShapes(reference, live);
        FormulaWeights formula = FormulaWeights.of(reference);
        Weights.copyInto(live, formula.weights(reference.manager(), live));
        int side = arguments.integer("size");
        NDArray latent = encoder.forward(formula.image(reference.manager(), new Shape(1, 3, side, side)), false);
        FullSize.check(reference, "h", latent);
        FullSize.check(reference, "x", decoder.forward(latent, false));
    }

    private static CnnShape storedShape(ParityCase reference, int latent) {
        int channels = channels(reference, "encoder.conv_in");
        int blocks = count(reference, "encoder.down.0.block.");
        List<Integer> multipliers = new ArrayList<>();
        Set<Integer> attending = new HashSet<>();
        for (int level = 0; level < count(reference, "encoder.down."); level++) {
            String prefix = "encoder.down." + level;
            multipliers.add(channels(reference, prefix + ".block.0.conv2") / channels);
            if (reference.has("out.shape." + prefix + ".attn.0.norm.weight")) {
                attending.add(level);
            }
        }
        return new CnnShape(channels, multipliers, blocks, attending, latent, GroupNorm.GROUPS);
    }

    private static int channels(ParityCase reference, String convolution) {
        return Math.toIntExact(
                reference.get("out.shape." + convolution + ".bias").toLongArray()[0]);
    }

    /** Number of parts that a number behind the prefix tells apart. */
    private static int count(ParityCase reference, String prefix) {
        return Math.toIntExact(reference.under("out.shape." + prefix).keySet().stream()
                .map(name -> name.substring(0, name.indexOf('.')))
                .distinct()
                .count());
    }

    /** The resolution halves from level to level, and attention is stated by resolution. */
    private static CnnShape shape(ParityCase reference) {
        Arguments arguments = reference.arguments();
        List<Integer> multipliers =
                Arrays.stream(arguments.integers("ch_mult")).boxed().toList();
        Set<Integer> attending =
                Arrays.stream(arguments.integers("attn_resolutions")).boxed().collect(Collectors.toSet());
        int resolution = arguments.integer("resolution");
        Set<Integer> levels = IntStream.range(0, multipliers.size())
                .filter(level -> attending.contains(resolution >> level))
                .boxed()
                .collect(Collectors.toSet());
        return new CnnShape(
                arguments.integer("ch"),
                multipliers,
                arguments.integer("num_res_blocks"),
                levels,
                arguments.integer("z_channels"),
                GroupNorm.GROUPS);
    }

    private static void single(ParityCase reference, Layer layer, String in, String out) {
        reference.loaded(layer);
        NDArray x = reference.differentiable("in." + in);
        reference.differentiate(Parameters.trainable(layer), () -> Map.of(out, layer.forward(x, reference.training())));
    }
}
