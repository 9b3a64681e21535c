package io.peco4j.product.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.cnn.ResNet;
import io.peco4j.nn.cnn.ResNetShape;
import io.peco4j.nn.cnn.VggFeatures;
import io.peco4j.nn.cnn.VggShape;
import io.peco4j.nn.weights.WeightView;
import io.peco4j.nn.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** torchvision's ResNet and VGG. */
final class ResNetRuns {
    private static final String REPOSITORY = "pytorch/vision";

    private ResNetRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                kind("torchvision/models/resnet.py: ResNet, BasicBlock"),
                reference -> resNet(reference, ResNetShape.Unit.BASIC),
                kind("torchvision/models/resnet.py: ResNet, Bottleneck"),
                reference -> resNet(reference, ResNetShape.Unit.BOTTLENECK),
                kind("torchvision/models/vgg.py: make_layers"),
                ResNetRuns::vgg,
                kind("torchvision.models.resnet50"),
                ResNetRuns::publishedResNet,
                kind("torchvision.models.vgg16"),
                ResNetRuns::publishedVgg);
    }

    private static Kind kind(String symbol) {
        return new Kind(REPOSITORY, symbol);
    }

    private static void resNet(ParityCase reference, ResNetShape.Unit unit) {
        int classes = Math.toIntExact(reference.get("w.fc.bias").getShape().get(0));
        ResNetShape shape =
                new ResNetShape(unit, integers(reference, "layers"), integers(reference, "widths"), classes);
        ResNet network = new ResNet(reference.context(), shape);
        reference.load(Parameters.state(network), "torchvision");
        NDArray x = reference.differentiable("in.x");
        reference.differentiate(Parameters.trainable(network), () -> results(network, x, reference.training()));
        reference.checkState(network);
    }

    private static Map<String, NDArray> results(ResNet network, NDArray x, boolean training) {
        List<NDArray> maps = network.features(x, training);
        Map<String, NDArray> results = new LinkedHashMap<>();
        results.put("stem", maps.get(0));
        for (int stage = 1; stage < maps.size(); stage++) {
            results.put("layer" + stage, maps.get(stage));
        }
        results.put("logits", network.logits(maps.get(maps.size() - 1), training));
        return results;
    }

    /** Whether there are norms shows in the stored names. */
    private static void vgg(ParityCase reference) {
        Map<String, long[]> weights = new LinkedHashMap<>();
        Map<String, String> origins = new LinkedHashMap<>();
        reference.under("w.").forEach((name, array) -> {
            weights.put(name, array.getShape().getShape());
            origins.put("features." + name, name);
        });
        VggShape shape = shape(weights);
        assertThat(shape.widths()).isEqualTo(integers(reference, "widths"));
        VggFeatures network = new VggFeatures(reference.context(), shape);
        // The names are those within `features`, which a file of the whole network has before them.
        reference.load(
                Parameters.prefixed("features", Parameters.state(network)),
                "torchvision",
                new WeightView(reference.weights(), origins));
        NDArray x = reference.differentiable("in.x");
        reference.differentiate(Parameters.trainable(network), () -> stages(network.stages(x, reference.training())));
        reference.check("out.pool" + (shape.widths().size() - 1), network.forward(x, reference.training()));
    }

    /**
     * Stages of a VGG whose tensors are called by their place among all layers. After a convolution come its ReLU and
     * maybe a norm; where one more layer is in between, that is a pooling, and a stage ends.
     */
    private static VggShape shape(Map<String, long[]> weights) {
        boolean norm = weights.keySet().stream().anyMatch(name -> name.endsWith("running_mean"));
        SortedMap<Integer, Integer> channels = new TreeMap<>();
        weights.forEach((name, sides) -> {
            if (sides.length == 4) {
                channels.put(Integer.parseInt(name.substring(0, name.indexOf('.'))), (int) sides[0]);
            }
        });
        List<Integer> widths = new ArrayList<>();
        List<Integer> convolutions = new ArrayList<>();
        int next = -1;
        for (Map.Entry<Integer, Integer> convolution : channels.entrySet()) {
            if (convolution.getKey() == next) {
                int last = convolutions.size() - 1;
                convolutions.set(last, convolutions.get(last) + 1);
            } else {
                widths.add(convolution.getValue());
                convolutions.add(1);
            }
            next = convolution.getKey() + (norm ? 3 : 2);
        }
        return new VggShape(widths, convolutions, norm);
    }

    private static Map<String, NDArray> stages(List<NDArray> maps) {
        Map<String, NDArray> results = new LinkedHashMap<>();
        for (int stage = 0; stage < maps.size(); stage++) {
            results.put("relu" + stage, maps.get(stage));
        }
        return results;
    }

    private static void publishedResNet(ParityCase reference) {
        int classes = Math.toIntExact(reference.get("out.shape.fc.bias").toLongArray()[0]);
        ResNet network = new ResNet(reference.context(), ResNetShape.resNet50(classes));
        NDArray image = published(reference, Parameters.state(network));
        results(network, image, false).forEach((name, map) -> FullSize.check(reference, name, map));
    }

    private static void publishedVgg(ParityCase reference) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        reference.under("out.shape.").forEach((name, shape) -> shapes.put(name, shape.toLongArray()));
        VggFeatures network = new VggFeatures(reference.context(), shape(shapes));
        NDArray image = published(reference, Parameters.state(network));
        stages(network.stages(image, false)).forEach((name, map) -> FullSize.check(reference, name, map));
    }

    /** Fills a network with weights by formula; the picture to feed it. */
    private static NDArray published(ParityCase reference, Map<String, NDArray> live) {
        FullSize.checkShapes(reference, live);
        FormulaWeights formula = FormulaWeights.of(reference);
        Map<String, NDArray> floating = new LinkedHashMap<>(live);
        floating.values().removeIf(array -> !array.getDataType().isFloating());
        Weights.copyInto(floating, formula.weights(reference.manager(), floating));
        int side = reference.arguments().integer("size");
        return formula.image(reference.manager(), new Shape(1, 3, side, side));
    }

    private static List<Integer> integers(ParityCase reference, String argument) {
        return Arrays.stream(reference.arguments().integers(argument)).boxed().toList();
    }
}
