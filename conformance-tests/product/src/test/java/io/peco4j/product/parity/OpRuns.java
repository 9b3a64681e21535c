package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Activation;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.image.Interpolation;
import io.peco4j.nn.loss.Distances;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.transformer.Attention;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.transformer.BlockStart;
import io.peco4j.nn.transformer.LayerNorm;
import io.peco4j.nn.transformer.WeightRule;
import io.peco4j.nn.weights.WeightView;
import io.peco4j.nn.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The operators that networks are made of, through the layers and losses that hold them. */
final class OpRuns {
    /**
     * PyTorch's name of each parameter of an attention layer, by ours. No user has such a layer alone in a file; within
     * torchvision's transformers the checkpoint's format knows these names.
     */
    private static final Map<String, String> ATTENTION_NAMES = Map.of(
            "qkv.weight", "in_proj_weight",
            "qkv.bias", "in_proj_bias",
            "proj.weight", "out_proj.weight",
            "proj.bias", "out_proj.bias");

    private OpRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                torch("torch.nn.functional: gelu"),
                OpRuns::activations,
                torch("torch.nn.functional.interpolate"),
                OpRuns::interpolations,
                torch("torch/nn/modules/normalization.py: LayerNorm"),
                OpRuns::layerNorm,
                torch("torch.nn.functional: cross_entropy, smooth_l1, bce_with_logits, mse, l1, kl"),
                OpRuns::losses,
                torch("torch/nn/modules/activation.py: MultiheadAttention"),
                OpRuns::attention);
    }

    private static Kind torch(String symbol) {
        return new Kind("pytorch/pytorch", symbol);
    }

    /** Results are named by activation; the softmaxes run over the rows of a matrix. */
    private static void activations(ParityCase reference) {
        reference.under("out.").keySet().forEach(name -> {
            Activation activation = Activation.valueOf(name.toUpperCase(Locale.ROOT));
            if (name.endsWith("softmax")) {
                InputPass.of(reference.get("in.m"), activation.kernel()::apply, reference.get("in.cotangent"))
                        .check(reference, name, "in.m");
            } else {
                InputPass.of(reference.get("in.x"), activation.kernel()::apply).check(reference, name, "in.x");
            }
        });
    }

    /** Results are named by mode, and {@code HEIGHTxWIDTH}. */
    private static void interpolations(ParityCase reference) {
        reference.under("out.").keySet().forEach(name -> {
            int cut = name.lastIndexOf('_');
            String mode = name.substring(0, cut).replace("_aa", "_antialiased");
            String[] size = name.substring(cut + 1).split("x");
            int height = Integer.parseInt(size[0]);
            int width = Integer.parseInt(size[1]);
            Interpolation interpolation = Interpolation.valueOf(mode.toUpperCase(Locale.ROOT));
            NDArray x = reference.get("in.x");
            String cotangent = "in.cotangent." + name;
            InputPass pass = reference.has(cotangent)
                    ? InputPass.of(x, y -> interpolation.resize(y, height, width), reference.get(cotangent))
                    : InputPass.of(x, y -> interpolation.resize(y, height, width));
            pass.check(reference, name, "in.x");
        });
    }

    private static void layerNorm(ParityCase reference) {
        Arguments arguments = reference.arguments();
        LayerNorm norm = new LayerNorm(reference.context(), arguments.integer("dim"), arguments.number("eps"));
        Map<String, NDArray> live = Parameters.state(norm);
        Weights.copyInto(live, reference.weights());
        NDArray x = reference.differentiable("in.x");
        reference.differentiate(live, () -> Map.of("y", norm.forward(x, false)));
    }

    private static void losses(ParityCase reference) {
        NDArray logits = reference.get("in.logits");
        NDArray labels = reference.get("in.labels");
        NDArray ignoring = reference.get("in.labels_ignore");
        NDArray maps = reference.get("in.logits_2d");
        NDArray other = reference.get("in.b");
        InputPass.of(logits, x -> Losses.crossEntropy(x, labels)).check(reference, "ce", "in.logits");
        double smoothing = reference.notes().number("label_smoothing ([\\d.]+)");
        int ignored = reference.notes().integer("ignore_index (\\d+)");
        double bend = 1 / reference.notes().number("beta 1/(\\d+)");
        InputPass.of(logits, x -> Losses.crossEntropy(x, labels, smoothing)).check(reference, "ce_smooth", "in.logits");
        InputPass.of(logits, x -> Losses.crossEntropyExcept(x, ignoring, ignored))
                .check(reference, "ce_ignore", "in.logits");
        InputPass.of(maps, x -> Losses.crossEntropy(x, reference.get("in.labels_2d")))
                .check(reference, "ce_2d", "in.logits_2d");
        InputPass.of(logits, x -> Losses.binaryCrossEntropy(x, reference.get("in.soft_binary")))
                .check(reference, "bce", "in.logits");
        NDArray a = reference.get("in.a");
        InputPass.of(a, x -> Distances.smooth(x, other, bend)).check(reference, "smooth_l1", "in.a");
        InputPass.of(a, x -> Distances.squared(x, other)).check(reference, "mse", "in.a");
        InputPass.of(a, x -> Distances.absolute(x, other)).check(reference, "l1", "in.a");
    }

    private static void attention(ParityCase reference) {
        Arguments arguments = reference.arguments();
        BlockShape shape = BlockShape.plain(arguments.integer("dim"), arguments.integer("heads"));
        Attention layer = new Attention(reference.context(), shape, BlockStart.of(WeightRule.xavierUniform()), null);
        Map<String, NDArray> live = Parameters.state(layer);
        Weights.copyInto(live, new WeightView(reference.weights(), ATTENTION_NAMES));
        NDArray x = reference.differentiable("in.x");
        reference.check("out.weights", layer.weights(x).mean(new int[] {1}));
        Map<String, NDArray> theirs = new LinkedHashMap<>();
        live.forEach((name, array) -> theirs.put(ATTENTION_NAMES.getOrDefault(name, name), array));
        reference.differentiate(theirs, () -> Map.of("y", layer.forward(x, false)));
    }
}
