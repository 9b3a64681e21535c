package io.peco4j.conformance.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.api.model.NetworkContext;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PyTorch's own layers: convolutions, pooling, norms. */
final class ConvolutionRuns {
    private static final String REPOSITORY = "pytorch/pytorch";

    private static final Pattern WINDOW = Pattern.compile("(max|avg)_(\\d+)s(\\d+)(?:p(\\d+))?(_ceil)?");
    private static final Pattern GRID = Pattern.compile("adaptive_(\\d+)(?:x(\\d+))?");

    /** How run K of the case about convolutions differs from stride 1 without padding, as its notes list them. */
    private static final List<ConvChange> CONVOLUTIONS = List.of(
            shape -> shape.padding(1),
            shape -> shape.stride(2).padding(1),
            shape -> shape.stride(2),
            shape -> shape.dilation(2).padding(2),
            shape -> shape.groups(2));

    /** Stride, padding and output padding of the transposed convolutions, whose numbers follow. */
    private static final List<int[]> TRANSPOSED =
            List.of(new int[] {2, 0, 0}, new int[] {2, 1, 0}, new int[] {2, 1, 1});

    private interface ConvChange {
        ConvShape of(ConvShape plain);
    }

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
        Arguments arguments = reference.arguments();
        NetworkContext context = reference.context();
        int side =
                Math.toIntExact(reference.get("w." + run + ".weight").getShape().get(3));
        int in = arguments.integer("cin");
        int out = arguments.integer("cout");
        if (run < CONVOLUTIONS.size()) {
            ConvShape shape = CONVOLUTIONS.get(run).of(ConvShape.of(in, out, side));
            return new Conv2d(context, shape, ConvStart.uniform());
        }
        int[] transposed = TRANSPOSED.get(run - CONVOLUTIONS.size());
        return new ConvTranspose2d(context, in, out, side, transposed[0], transposed[1], transposed[2]);
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
