package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.segmentation.VitPyramid;
import io.peco4j.nn.segmentation.VitPyramidBackbone;
import io.peco4j.nn.transformer.BlockShape;
import io.peco4j.nn.vit.Normalisation;
import io.peco4j.nn.vit.Positions;
import io.peco4j.nn.vit.RelativeBias;
import io.peco4j.nn.vit.Start;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitClassifier;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.weights.checkpoint.Formats;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Torchvision's transformer, and the one under dense heads. */
final class VitRuns {
    private VitRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind("pytorch/vision", "torchvision/models/vision_transformer.py: VisionTransformer"),
                VitRuns::torchvision,
                new Kind("microsoft/unilm", "beit/semantic_segmentation/backbone/beit.py: BEiT"),
                VitRuns::pyramid);
    }

    private static void torchvision(ParityCase reference) {
        Arguments arguments = reference.arguments();
        BlockShape block = BlockShape.plain(arguments.integer("hidden_dim"), arguments.integer("num_heads"))
                .withMlpWidth(arguments.integer("mlp_dim"));
        VitConfig config = new VitConfig(
                arguments.integer("image_size"),
                arguments.integer("patch_size"),
                arguments.integer("num_layers"),
                block,
                Positions.LEARNED,
                RelativeBias.NONE,
                0,
                Start.TIMM,
                false,
                Normalisation.NONE);
        VitClassifier model = VitParts.classifier(reference, config, Set.of(), arguments.integer("num_classes"));
        Map<String, NDArray> state = model.state();
        Map<String, NDArray> live = new LinkedHashMap<>();
        Formats.of("torchvision")
                .theirs(state.keySet())
                .forEach((name, pieces) -> live.put(
                        name, Objects.requireNonNull(state.get(pieces.get(0).origin()))));
        reference.load(model.state(), "torchvision");
        VitParts.check(reference, model, live, reference.differentiable("in.x"), "layer");
    }

    private static void pyramid(ParityCase reference) {
        Arguments arguments = reference.arguments();
        VitConfig config = VitParts.config(arguments, reference.under("w.").keySet());
        VitPyramidBackbone backbone = backbone(reference, config);
        reference.load(backbone.state(), "beit");
        NDArray image = reference.differentiable("in.x");
        reference.differentiate(backbone.state(), () -> {
            List<NDArray> maps = backbone.features(image, reference.training());
            Map<String, NDArray> results = new LinkedHashMap<>();
            for (int i = 0; i < maps.size(); i++) {
                results.put("f" + i, maps.get(i));
            }
            return results;
        });
    }

    /** The reference counts blocks from 0. */
    static VitPyramidBackbone backbone(ParityCase reference, VitConfig config) {
        List<Integer> layers = Arrays.stream(reference.arguments().integers("out_indices"))
                .map(index -> index + 1)
                .boxed()
                .toList();
        return new VitPyramidBackbone(
                new VisionTransformer(reference.context(), config),
                new VitPyramid(reference.context(), config.block().width()),
                layers,
                config.gridRows(),
                config.gridColumns());
    }
}
