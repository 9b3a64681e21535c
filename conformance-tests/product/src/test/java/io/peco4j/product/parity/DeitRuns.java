package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import io.peco4j.nn.Activation;
import io.peco4j.nn.Kernel;
import io.peco4j.nn.Parameters;
import io.peco4j.nn.loss.Cosub;
import io.peco4j.nn.loss.Distillation;
import io.peco4j.nn.loss.Losses;
import io.peco4j.nn.transformer.Linear;
import io.peco4j.nn.transformer.WeightRule;
import io.peco4j.nn.vit.DistilledClassifier;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitClassifier;
import io.peco4j.nn.vit.VitConfig;
import io.peco4j.nn.weights.Weights;
import io.peco4j.runtime.data.BatchOrder.Draw;
import io.peco4j.runtime.data.Repeats;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** DeiT: its networks, what they learn from, and the order of its examples. */
final class DeitRuns {
    private static final String DEIT = "facebookresearch/deit";

    /** The original's epochs are cut to a multiple of it. */
    private static final int ROUNDED = 256;

    private static final Kernel FLATTEN = Kernel.compile("flatten", """
            def forward(self, x: Tensor) -> Tensor:
              return torch.flatten(x, 1)
            """);

    private DeitRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind(DEIT, "models.py: DistilledVisionTransformer; timm VisionTransformer"),
                DeitRuns::models,
                new Kind(DEIT, "losses.py: DistillationLoss over timm losses"),
                DeitRuns::distillation,
                new Kind(DEIT, "engine.py: train_one_epoch"),
                DeitRuns::engine,
                new Kind(DEIT, "samplers.py: RASampler"),
                DeitRuns::order);
    }

    private static void models(ParityCase reference) {
        Arguments arguments = reference.arguments();
        int classes = arguments.integer("num_classes");
        Set<String> names = reference.under("w.plain.").keySet();
        VitConfig config = VitParts.config(arguments, names);
        VitClassifier plain = VitParts.classifier(reference, config, names, classes);
        reference.load(plain.state(), "timm", reference.weights("plain."));
        NDArray image = reference.differentiable("in.plain.image");
        reference.differentiate(
                "plain.",
                prefixed(plain.state(), image, "plain.image"),
                () -> Map.of("eval_logits", plain.logits(image, false)));

        VitConfig two = new VitConfig(
                config.image(),
                config.patch(),
                config.stack(),
                true,
                config.positions(),
                config.relativeBias(),
                config.start(),
                config.frozenPatches(),
                config.normalisation());
        DistilledClassifier distilled =
                new DistilledClassifier(reference.context(), new VisionTransformer(reference.context(), two), classes);
        reference.load(distilled.state(), "timm", reference.weights("distilled."));
        NDArray other = reference.differentiable("in.distilled.image");
        reference.check("out.distilled.eval_logits", distilled.forward(other, false));
        reference.differentiate("distilled.", prefixed(distilled.state(), other, "distilled.image"), () -> {
            DistilledClassifier.Logits logits = distilled.logits(other, true);
            Map<String, NDArray> results = new LinkedHashMap<>();
            results.put("logits", logits.label());
            results.put("logits_dist", logits.teacher());
            return results;
        });
    }

    private static Map<String, NDArray> prefixed(Map<String, NDArray> state, NDArray image, String name) {
        Map<String, NDArray> live = new LinkedHashMap<>(state);
        live.put("in.image", image);
        live.put("in." + name, image);
        return live;
    }

    private static void distillation(ParityCase reference) {
        Arguments arguments = reference.arguments();
        NDArray labels = reference.get("in.labels");
        NDArray teacher = reference.get("in.teacher_logits");
        for (String type : new String[] {"none", "soft", "hard"}) {
            for (String base : new String[] {"ce", "smooth", "mix"}) {
                String run = type + "." + base + ".";
                NDArray logits = reference.leaf("in." + run + "logits");
                NDArray student = reference.leaf("in." + run + "logits_dist");
                Map<String, NDArray> live = Map.of("in.logits", logits, "in.logits_dist", student);
                reference.differentiate(run, live, () -> {
                    NDArray own = switch (base) {
                        case "ce" -> Losses.crossEntropy(logits, labels);
                        case "smooth" -> Losses.crossEntropy(logits, labels, arguments.number("smoothing"));
                        default -> Losses.softCrossEntropy(logits, reference.get("in.soft_targets"));
                    };
                    if (type.equals("none")) {
                        return Map.of("loss", own);
                    }
                    NDArray taught = type.equals("soft")
                            ? Distillation.soft(student, teacher, arguments.number("tau"))
                            : Distillation.hard(student, teacher);
                    return Map.of("loss", Distillation.together(own, taught, arguments.number("alpha")));
                });
            }
        }
    }

    /** A network of two linear maps, numbered as in a sequence. */
    private static void engine(ParityCase reference) {
        Arguments arguments = reference.arguments();
        int in = 3 * arguments.integer("size") * arguments.integer("size");
        Kernel gelu = Activation.GELU.kernel();
        for (String run : new String[] {"bce", "cosub", "plain"}) {
            Linear first = new Linear(reference.context(), in, arguments.integer("hidden"), WeightRule.normal(1));
            Linear last = new Linear(
                    reference.context(),
                    arguments.integer("hidden"),
                    arguments.integer("classes"),
                    WeightRule.normal(1));
            Map<String, NDArray> live = new LinkedHashMap<>(Parameters.prefixed("1", Parameters.state(first)));
            live.putAll(Parameters.prefixed("3", Parameters.state(last)));
            Weights.copyInto(live, reference.weights(run + "."));
            NDArray images = reference.get("in." + run + ".x");
            NDArray targets = reference.get("in." + run + ".targets");
            reference.differentiate(run + ".", live, () -> {
                NDArray logits = last.forward(gelu.apply(first.forward(FLATTEN.apply(images), true)), true);
                return Map.of(
                        "loss",
                        switch (run) {
                            case "bce" -> Losses.binaryCrossEntropy(logits, Cosub.binary(targets));
                            case "cosub" ->
                                Cosub.loss(
                                        logits,
                                        last.forward(gelu.apply(first.forward(FLATTEN.apply(images), true)), true),
                                        Cosub.binary(targets));
                            default -> Losses.softCrossEntropy(logits, targets);
                        });
            });
        }
    }

    /** The original deals its order out to processes; ours is the order before that. */
    private static void order(ParityCase reference) {
        for (int i = 0; i < ScheduleRuns.of(reference).size(); i++) {
            Arguments run = ScheduleRuns.of(reference).get(i);
            int length = run.integer("len");
            int world = run.integer("world");
            for (int epoch : run.integers("epochs")) {
                String key = i + ".epoch" + epoch + ".";
                int[] shuffled = run.flag("shuffle", true)
                        ? Arrays.stream(reference
                                        .get("in." + key + "permutation")
                                        .toLongArray())
                                .mapToInt(Math::toIntExact)
                                .toArray()
                        : IntStream.range(0, length).toArray();
                Draw rows = new Repeats(run.integer("repeats")).rows(epoch, shuffled, 0, length / ROUNDED * ROUNDED);
                for (int rank = 0; rank < world; rank++) {
                    int own = rank;
                    long[] dealt = IntStream.range(0, rows.examples().length / world)
                            .mapToLong(row -> rows.examples()[row * world + own])
                            .toArray();
                    reference.check(
                            "out." + key + "rank" + rank, reference.manager().create(dealt));
                }
            }
        }
    }
}
