package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.transformer.RelativePositions;
import io.peco4j.nn.vit.MaskedImageModel;
import io.peco4j.nn.vit.MaskedTokenHead;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitClassifier;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** BEiT's networks: pretraining, fine-tuning, and both at full size. */
final class BeitRuns {
    private static final String BEIT = "microsoft/unilm";

    private BeitRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(BEIT, "beit/modeling_pretrain.py: VisionTransformerForMaskedImageModeling"),
                BeitRuns::maskedImageModel,
                new Kind(BEIT, "beit/modeling_finetune.py: VisionTransformer"),
                BeitRuns::classifier,
                new Kind(BEIT, "beit/modeling_finetune.py: RelativePositionBias"),
                BeitRuns::relativePositions,
                new Kind(BEIT, "beit/modeling_pretrain.py: beit_base_patch16_224_8k_vocab"),
                BeitRuns::publishedMaskedImageModel,
                new Kind(BEIT, "beit/modeling_finetune.py: beit_base_patch16_224"),
                BeitRuns::publishedClassifier);
    }

    static MaskedImageModel model(ParityCase reference, VitConfig config, int vocabulary) {
        return new MaskedImageModel(
                new VisionTransformer(reference.context(), config),
                new MaskedTokenHead(reference.context(), config.block().width(), vocabulary, config.start()));
    }

    private static void maskedImageModel(ParityCase reference) {
        VitConfig config =
                VitParts.config(reference.arguments(), reference.under("w.").keySet());
        MaskedImageModel model = model(reference, config, reference.arguments().integer("vocab_size"));
        reference.load(model.state(), "beit");
        NDArray image = reference.differentiable("in.image");
        NDArray hidden = reference.get("in.bool_masked_pos").toType(DataType.FLOAT32, true);
        NDArray labels = reference.get("in.labels");
        NDArray features = model.tokens(image, hidden, false);
        reference.check("out.features", features);
        reference.check("out.all_logits", model.head().forward(features.get(":, 1:"), false));
        reference.differentiate(model.state(), () -> {
            Map<String, NDArray> results = new LinkedHashMap<>();
            NDArray logits = model.logits(image, hidden, reference.training());
            results.put("masked_logits", logits);
            results.put("loss", Losses.crossEntropy(logits, labels));
            results.put("mlm_acc", Losses.hits(logits, labels).div(labels.size()));
            return results;
        });
    }

    private static void classifier(ParityCase reference) {
        Set<String> names = reference.under("w.").keySet();
        VitConfig config = VitParts.config(reference.arguments(), names);
        VitClassifier model = VitParts.classifier(
                reference, config, names, reference.arguments().integer("num_classes"));
        reference.load(model.state(), "beit");
        double[] rates = IntStream.range(0, config.depth())
                .mapToDouble(config.stack()::dropPath)
                .toArray();
        reference.check("out.drop_path_rates", reference.manager().create(rates));
        VitParts.check(reference, model, model.state(), reference.differentiable("in.image"), "block");
    }

    /** Results are named by what they are, and by rows and columns of the window. */
    private static void relativePositions(ParityCase reference) {
        reference.under("out.").forEach((name, expected) -> {
            String window = name.substring(name.indexOf('.') + 1);
            String[] sides = window.split("x", -1);
            RelativePositions positions =
                    new RelativePositions(reference.manager(), Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
            if (name.startsWith("index.")) {
                reference.check("out." + name, positions.index());
            } else {
                NDArray table = reference.get("w." + window + "." + RelativePositions.TABLE);
                reference.check("out." + name, positions.bias(table, table));
            }
        });
    }

    private static void publishedMaskedImageModel(ParityCase reference) {
        Map<String, NDArray> shapes = reference.under("out.shape.");
        VitConfig config = VitParts.published(reference.symbol(), shapes.keySet(), VitParts.learned(shapes.keySet()));
        MaskedImageModel model = model(
                reference, config, (int) reference.get("out.shape.lm_head.bias").getLong(0));
        FormulaWeights formula = fill(reference, model.state(), model.trainable());
        NDArray image = image(reference, config, formula);
        NDArray hidden = reference.get("in.bool_masked_pos").toType(DataType.FLOAT32, true);
        FullSize.check(reference, "features", model.tokens(image, hidden, false));
        FullSize.check(reference, "logits", model.logits(image, hidden, false));
    }

    private static void publishedClassifier(ParityCase reference) {
        Map<String, NDArray> shapes = reference.under("out.shape.");
        VitConfig config = VitParts.published(reference.symbol(), shapes.keySet(), VitParts.learned(shapes.keySet()));
        VitClassifier model = VitParts.classifier(reference, config, shapes.keySet(), (int)
                reference.get("out.shape.head.bias").getLong(0));
        FormulaWeights formula = fill(reference, model.state(), model.trainable());
        NDArray features = model.features(image(reference, config, formula), false);
        FullSize.check(reference, "features", features);
        FullSize.check(reference, "logits", model.logitsOf(features, false));
    }

    /**
     * Shapes are those of all tensors; weights by formula are those of the parameters, as buffers are what they are.
     */
    static FormulaWeights fill(ParityCase reference, Map<String, NDArray> state, Map<String, NDArray> trainable) {
        FullSize.checkShapes(reference, state);
        FormulaWeights formula = FormulaWeights.of(reference);
        Weights.copyInto(trainable, formula.weights(reference.manager(), trainable));
        return formula;
    }

    static NDArray image(ParityCase reference, VitConfig config, FormulaWeights formula) {
        return formula.image(
                reference.manager(),
                new Shape(1, 3, config.image().height(), config.image().width()));
    }
}
