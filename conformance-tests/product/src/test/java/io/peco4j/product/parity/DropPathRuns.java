package io.peco4j.product.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.peco4j.api.model.Masking;
import io.peco4j.api.model.VisionEncoder;
import io.peco4j.nn.GradientMode;
import io.peco4j.nn.transformer.DropPath;
import io.peco4j.nn.vit.ClassifierHead;
import io.peco4j.nn.vit.Pooling;
import io.peco4j.nn.vit.VisionTransformer;
import io.peco4j.nn.vit.VitClassifier;
import io.peco4j.nn.vit.VitConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Classifiers whose blocks drop branches in training, by given draws. */
final class DropPathRuns {
    private DropPathRuns() {}

    static Map<Kind, CaseRun> runs() {
        return Map.of(
                new Kind("microsoft/unilm", "beit/modeling_finetune.py: VisionTransformer in training mode, DropPath"),
                DropPathRuns::beit);
    }

    /** The reference's draws, call after call, and from the first again. */
    static DropPath.Draws draws(ParityCase reference) {
        NDArray draws = reference.get("in.rand");
        int calls = Math.toIntExact(draws.getShape().get(0));
        AtomicInteger call = new AtomicInteger();
        return tokens -> draws.get(call.getAndIncrement() % calls).reshape(-1, 1, 1);
    }

    /** The reference's classifier with its weights, which drops branches by given draws. */
    static VitClassifier classifier(ParityCase reference, VitConfig config, DropPath.Draws draws) {
        boolean mean = reference.under("w.").containsKey("fc_norm.weight");
        VitClassifier model = new VitClassifier(
                new VisionTransformer(reference.context(), config, draws),
                new ClassifierHead(
                        reference.context(),
                        mean ? Pooling.MEAN : Pooling.CLASS_TOKEN,
                        config.block().width(),
                        reference.arguments().integer("num_classes")));
        reference.load(model.state(), "beit");
        return model;
    }

    private static void beit(ParityCase reference) {
        Set<String> names = reference.under("w.").keySet();
        VitConfig config = VitParts.config(reference.arguments(), names);
        int calls = Math.toIntExact(reference.get("in.rand").getShape().get(0));
        DropPath.Draws given = draws(reference);
        VitClassifier model = classifier(reference, config, given);
        VisionEncoder encoder = model.encoder();
        double[] rates = IntStream.range(0, config.depth())
                .mapToDouble(config.stack()::dropPath)
                .toArray();
        reference.check("out.drop_path_rates", reference.manager().create(rates));
        NDArray image = reference.differentiable("in.image");
        reference.check("out.kept", kept(reference, rates, given, image, calls));
        List<Integer> layers = IntStream.rangeClosed(1, config.depth()).boxed().toList();
        List<NDArray> blocks =
                GradientMode.off(() -> encoder.features(image, layers, Masking.none(), reference.training()));
        for (int i = 0; i < blocks.size(); i++) {
            reference.check("out.block" + i, blocks.get(i));
        }
        reference.differentiate(model.state(), () -> Map.of("logits", model.logits(image, reference.training())));
    }

    /** One row for each branch of a block that drops some. */
    private static NDArray kept(ParityCase reference, double[] rates, DropPath.Draws draws, NDArray image, int calls) {
        NDList rows = new NDList(calls);
        for (double rate : rates) {
            if (rate > 0) {
                DropPath rule = new DropPath(reference.manager(), rate, draws);
                rows.add(rule.kept(image).reshape(-1));
                rows.add(rule.kept(image).reshape(-1));
            }
        }
        return NDArrays.stack(rows);
    }
}
