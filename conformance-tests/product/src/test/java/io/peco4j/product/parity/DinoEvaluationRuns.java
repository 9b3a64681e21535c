package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.peco4j.api.train.RateSchedule;
import io.peco4j.api.train.Recipe;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.metric.NearestNeighbours;
import io.peco4j.nn.optim.Sgd;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.transformer.WeightRule;
import io.peco4j.nn.vit.BlockFeatures;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.runtime.train.LearningRate;
import io.peco4j.tasks.Hits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How DINO judges an encoder: nearest neighbours, and a linear classifier. */
final class DinoEvaluationRuns {
    private static final int BATCHES = 2;

    private DinoEvaluationRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(DinoRuns.DINO, "eval_knn.py: knn_classifier"),
                DinoEvaluationRuns::neighbours,
                new Kind(DinoRuns.DINO, "eval_linear.py: train, validate_network, LinearClassifier"),
                DinoEvaluationRuns::linear);
    }

    private static void neighbours(ParityCase reference) {
        Arguments arguments = reference.arguments();
        List<Integer> numbers = IntStream.of(arguments.integers("k")).boxed().toList();
        int classes = arguments.integer("classes");
        try (NearestNeighbours nearest = new NearestNeighbours(
                reference.get("in.train_features"),
                reference.get("in.train_labels"),
                arguments.number("T"),
                reference.manager())) {
            List<float[]> votes = nearest.votes(reference.get("in.test_features"), numbers, classes);
            for (int i = 0; i < numbers.size(); i++) {
                Hits hits = new Hits();
                hits.count(votes.get(i), reference.get("in.test_labels").toLongArray(), classes);
                reference.check("out.top1." + numbers.get(i), hits.top1());
                reference.check("out.top5." + numbers.get(i), hits.top5());
            }
        }
    }

    private static void linear(ParityCase reference) {
        VisionTransformer encoder = new VisionTransformer(
                reference.context(),
                DinoRuns.config(
                        reference.arguments(), reference.under("w.backbone.").keySet()));
        reference.load(encoder.state(), "timm", reference.weights("backbone."));
        ScheduleRuns.of(reference).forEach(run -> linear(reference, encoder, run));
    }

    private static void linear(ParityCase reference, VisionTransformer encoder, Arguments run) {
        Arguments arguments = reference.arguments();
        String name = run.text("name") + ".";
        BlockFeatures.Reading reading =
                run.flag("avgpool", false) ? BlockFeatures.Reading.CLASS_AND_MEAN : BlockFeatures.Reading.CLASS_TOKEN;
        BlockFeatures features = BlockFeatures.lastOf(encoder, run.integer("n"), reading);
        List<NDArray> inputs = IntStream.range(0, BATCHES)
                .mapToObj(i -> features.of(reference.get("in." + name + "x" + i), false))
                .toList();
        reference.check("out." + name + "features", inputs.get(0));
        int classes = arguments.integer("labels");
        Linear map = reference.loaded(
                name + "linear.", new Linear(reference.context(), features.width(), classes, WeightRule.normal(0.01)));
        // The reference's rate is for 256 pictures, and falls from epoch to epoch.
        Recipe recipe = Recipe.sgd(RateSchedule.cosine(run.number("lr") * arguments.integer("batch") / 256))
                .withEpochs(arguments.integer("epochs"));
        LearningRate rate = LearningRate.of(recipe, 1);
        ScheduleRuns.check(reference, "out." + name + "lr", rate.total(), rate::at);
        NDList losses = new NDList();
        Sgd.Settings settings = new Sgd.Settings(recipe.update().beta1(), false, 0);
        try (Sgd sgd = new Sgd(reference.manager(), OptimRuns.all(Parameters.trainable(map)), settings)) {
            for (int epoch = 0; epoch < rate.total(); epoch++) {
                NDList each = new NDList();
                for (int i = 0; i < BATCHES; i++) {
                    each.add(gradients(map, inputs.get(i), labels(reference, name, i)));
                    sgd.step(rate.at(epoch));
                }
                losses.add(NDArrays.stack(each).mean());
            }
        }
        reference.check("out." + name + "epoch_loss", NDArrays.stack(losses));
        Parameters.state(map).forEach((key, tensor) -> reference.check("out." + name + "linear." + key, tensor));
        validate(reference, name, map, inputs, classes);
    }

    private static void validate(ParityCase reference, String name, Linear map, List<NDArray> inputs, int classes) {
        Hits hits = new Hits();
        List<NDArray> losses = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            NDArray logits = map.forward(inputs.get(i), false);
            NDArray labels = labels(reference, name, i);
            hits.count(logits.toFloatArray(), labels.toLongArray(), classes);
            losses.add(Losses.crossEntropy(logits, labels));
        }
        reference.check(
                "out." + name + "val_loss", NDArrays.stack(new NDList(losses)).mean());
        reference.check("out." + name + "acc1", hits.top1());
        reference.check("out." + name + "acc5", hits.top5());
    }

    private static NDArray labels(ParityCase reference, String name, int batch) {
        return reference.get("in." + name + "y" + batch);
    }

    private static NDArray gradients(Linear map, NDArray inputs, NDArray labels) {
        return GradientMode.on(() -> {
                    NDArray loss = Losses.crossEntropy(map.forward(inputs, true), labels);
                    JniUtils.backward(
                            (PtNDArray) loss, (PtNDArray) inputs.getManager().create(1f), false, false);
                    return loss;
                })
                .duplicate();
    }
}
