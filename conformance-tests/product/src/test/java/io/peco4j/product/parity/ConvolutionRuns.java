package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Layer;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.conv.AdaptiveAveragePool;
import io.peco4j.nn.conv.BatchNorm;
import io.peco4j.nn.conv.BatchNormSettings;
import io.peco4j.nn.conv.Conv2d;
import io.peco4j.nn.conv.ConvShape;
import io.peco4j.nn.conv.ConvStart;
import io.peco4j.nn.conv.ConvTranspose2d;
import io.peco4j.nn.conv.GroupNorm;
import io.peco4j.nn.conv.Pool2d;
import io.peco4j.nn.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PyTorch's own layers: convolutions, pooling, norms. */
final class ConvolutionRuns {
    private static final String REPOSITORY = "pytorch/pytorch";

    private static final Pattern WINDOW = Pattern.compile("(max|avg)_(\\d+)s(\\d+)(?:p(\\d+))?(_ceil)?");
    private static final Pattern GRID = Pattern.compile("adaptive_(\\d+)(?:x(\\d+))?");

    /** What a run of the case about convolutions is: {@code conv_transpose 4x4 s2 p1}. */
    private static final String RUN = "\\b%d = ((?:conv_transpose )?(\\d+)x\\d+[^;(]*)";

    private ConvolutionRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                kind("torch.nn.functional: conv2d"),
                ConvolutionRuns::convolutions,
                kind("torch.nn.functional: max_pool2d, avg_pool2d, adaptive_avg_pool2d"),
                ConvolutionRuns::pooling,
                kind("torch/nn/modules/batchnorm.py: BatchNorm2d, BatchNorm1d"),
                ConvolutionRuns::batchNorm,
                kind("torch/nn/modules/normalization.py: GroupNorm"),
                ConvolutionRuns::groupNorm);
    }

    private static Kind kind(String symbol) {
        return new Kind(REPOSITORY, symbol);
    }

    private static void convolutions(ParityCase reference) {
        Map<String, NDArray> live = new LinkedHashMap<>();
        Map<String, Layer> layers = new LinkedHashMap<>();
        for (int run = 0; reference.has("out." + run); run++) {
            Layer layer = reference.loaded(run + ".", convolution(reference, run));
            layers.put(Integer.toString(run), layer);
            live.putAll(Parameters.prefixed(Integer.toString(run), Parameters.trainable(layer)));
        }
        each(reference, layers, live);
    }

    private static Layer convolution(ParityCase reference, int run) {
        MatchResult words = reference.notes().find(RUN.formatted(run));
        String what = words.group(1);
        int side = Integer.parseInt(words.group(2));
        int in = reference.arguments().integer("cin");
        int out = reference.arguments().integer("cout");
        int stride = number(what, " s(\\d+)", 1);
        int padding = number(what, " p(\\d+)", 0);
        if (what.startsWith("conv_transpose")) {
            int outside = number(what, " output_padding (\\d+)", 0);
            return new ConvTranspose2d(reference.context(), in, out, side, stride, padding, outside);
        }
        long seen = reference.get("w." + run + ".weight").getShape().get(1);
        ConvShape shape = ConvShape.of(in, out, side)
                .stride(stride)
                .padding(padding)
                .dilation(number(what, " d(\\d+)", 1))
                .groups(Math.toIntExact(in / seen));
        return new Conv2d(reference.context(), shape, ConvStart.uniform());
    }

    private static int number(String what, String pattern, int otherwise) {
        Matcher matcher = Pattern.compile(pattern).matcher(what);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
    }

    /** The name of a result says what is done: {@code avg_3s2p1} is means of 3 x 3, stride 2, padding 1. */
    private static void pooling(ParityCase reference) {
        Map<String, Layer> layers = new LinkedHashMap<>();
        reference.under("out.").keySet().forEach(name -> layers.put(name, pool(name)));
        each(reference, layers, new LinkedHashMap<>());
    }

    private static Layer pool(String name) {
        Matcher grid = GRID.matcher(name);
        if (grid.matches()) {
            int rows = Integer.parseInt(grid.group(1));
            return new AdaptiveAveragePool(rows, grid.group(2) == null ? rows : Integer.parseInt(grid.group(2)));
        }
        Matcher window = WINDOW.matcher(name);
        if (!window.matches()) {
            throw new IllegalArgumentException("no pooling is called " + name);
        }
        int side = Integer.parseInt(window.group(2));
        int stride = Integer.parseInt(window.group(3));
        int padding = window.group(4) == null ? 0 : Integer.parseInt(window.group(4));
        return window.group(1).equals("max")
                ? Pool2d.max(side, stride, padding, window.group(5) != null)
                : Pool2d.average(side, stride, padding);
    }

    /** Each layer on a copy of the input of its own. */
    private static void each(ParityCase reference, Map<String, Layer> layers, Map<String, NDArray> live) {
        layers.keySet().forEach(name -> live.put(name + ".in.x", reference.leaf("in.x")));
        reference.differentiate(live, () -> {
            Map<String, NDArray> results = new LinkedHashMap<>();
            layers.forEach((name, layer) -> {
                NDArray x = Objects.requireNonNull(live.get(name + ".in.x"));
                NDArray y = layer.forward(x, false);
                Shape promised = layer.outputShape(x.getShape());
                if (!promised.equals(y.getShape())) {
                    throw new AssertionError(name + " is " + y.getShape() + ", not " + promised);
                }
                results.put(name, y);
            });
            return results;
        });
    }

    private static void batchNorm(ParityCase reference) {
        Arguments arguments = reference.arguments();
        int channels = arguments.integer("channels");
        double momentum = arguments.number("momentum");
        double epsilon = arguments.number("eps", 1e-5);
        BatchNorm maps =
                new BatchNorm(reference.context(), channels, new BatchNormSettings(momentum, epsilon, true, 0));
        BatchNorm rows =
                new BatchNorm(reference.context(), channels, new BatchNormSettings(momentum, epsilon, false, 0));
        Map<String, NDArray> live = new LinkedHashMap<>(Parameters.state(maps));
        live.putAll(Parameters.prefixed("bn1", Parameters.state(rows)));
        Weights.copyInto(live, reference.weights());
        NDArray x = reference.differentiable("in.x");
        NDArray row = reference.differentiable("in.bn1.x");
        live.put("bn1.in.x", row);
        reference.differentiate(live, () -> {
            NDArray map = maps.forward(x, true);
            NDArray vectors = rows.forward(row, true);
            NDArray loss = map.mul(reference.get("in.cotangent"))
                    .sum()
                    .add(vectors.mul(reference.get("in.bn1.cotangent")).sum());
            return Map.of("train", map, "bn1.train", vectors, "loss", loss);
        });
        reference.check("out.eval", maps.forward(x, false));
        reference.check("out.bn1.eval", rows.forward(row, false));
        live.forEach((name, array) -> {
            if (reference.has("out." + name)) {
                reference.check("out." + name, array);
            }
        });
    }

    private static void groupNorm(ParityCase reference) {
        Arguments arguments = reference.arguments();
        GroupNorm norm = reference.loaded(new GroupNorm(
                reference.context(),
                arguments.integer("channels"),
                arguments.integer("groups"),
                arguments.number("eps")));
        NDArray x = reference.differentiable("in.x");
        reference.differentiate(Parameters.trainable(norm), () -> Map.of("y", norm.forward(x, false)));
    }
}
