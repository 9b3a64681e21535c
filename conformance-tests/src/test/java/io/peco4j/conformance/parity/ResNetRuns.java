package io.peco4j.conformance.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.cnn.ResNet;
import io.peco4j.nn.cnn.ResNetShape;
import io.peco4j.nn.cnn.VggFeatures;
import io.peco4j.nn.cnn.VggShape;
import io.peco4j.nn.weights.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        ResNet network = reference.loaded(new ResNet(reference.context(), shape));
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
        boolean norm = reference.under("w.").keySet().stream().anyMatch(name -> name.endsWith("running_mean"));
        VggShape shape = VggShape.vgg16(integers(reference, "widths"), norm);
        VggFeatures network = reference.loaded(new VggFeatures(reference.context(), shape));
        NDArray x = reference.differentiable("in.x");
        reference.differentiate(Parameters.trainable(network), () -> stages(network.stages(x, reference.training())));
        reference.check("out.pool4", network.forward(x, reference.training()));
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
        VggFeatures network = new VggFeatures(reference.context(), VggShape.vgg16(false));
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
